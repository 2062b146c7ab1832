import type { FieldPacket } from 'mysql2';
import { DataError } from '../../../connect/errors.ts';
import type { Column, ColumnType, Raw } from '../column.ts';

/** See "Protocol::ColumnDefinition41" in MySQL's internals manual: flags, and type codes of the text protocol. */
const NOT_NULL = 1;
const UNSIGNED = 32;
const AUTO_INCREMENT = 512;
const BINARY_CHARSET = 63;

const TIMESTAMP = 7;
const YEAR = 13;
const BIT = 16;
const JSON_TYPE = 245;
const GEOMETRY = 255;

/** URL parameters of Connector/J that change types and values. */
export interface MysqlTypeOptions {
  /** `transformedBitIsBoolean`: TINYINT(1) and BIT(1) are BOOLEAN instead of INT8. */
  readonly bitIsBoolean: boolean;
  /** `yearIsDateType`: YEAR is the first of January instead of INT16. */
  readonly yearIsDate: boolean;
  /** `zeroDateTimeBehavior=convertToNull`. */
  readonly zeroDateIsNull: boolean;
}

interface Facts {
  readonly code: number;
  readonly unsigned: boolean;
  readonly length: number;
  readonly decimals: number;
  readonly binary: boolean;
}

const decimalType = ({ length, decimals, unsigned }: Facts): ColumnType => ({
  kind: 'DECIMAL',
  // The length counts the sign and the point.
  precision: length - (decimals > 0 ? 1 : 0) - (unsigned ? 0 : 1),
  scale: decimals,
});

const tinyType = ({ unsigned, length }: Facts, bitIsBoolean: boolean): ColumnType => {
  if (length === 1 && bitIsBoolean) return { kind: 'BOOLEAN' };
  return { kind: unsigned ? 'INT16' : 'INT8' };
};

const bitType = ({ length }: Facts, bitIsBoolean: boolean): ColumnType => {
  if (length > 1) return { kind: 'BYTES' };
  return { kind: bitIsBoolean ? 'BOOLEAN' : 'INT8' };
};

const typeOf = (facts: Facts, options: MysqlTypeOptions): ColumnType => {
  const { code, unsigned } = facts;
  switch (code) {
    case 1:
      return tinyType(facts, options.bitIsBoolean);
    case 2:
      return { kind: unsigned ? 'INT32' : 'INT16' };
    case 3:
    case 9:
      return { kind: unsigned ? 'INT64' : 'INT32' };
    case 8:
      return { kind: 'INT64' };
    case 4:
      return { kind: 'FLOAT32' };
    case 5:
      return { kind: 'FLOAT64' };
    case 0:
    case 246:
      return decimalType(facts);
    case BIT:
      return bitType(facts, options.bitIsBoolean);
    case YEAR:
      return { kind: options.yearIsDate ? 'DATE' : 'INT16' };
    case 10:
      return { kind: 'DATE' };
    case 11:
      return { kind: 'TIME' };
    case TIMESTAMP:
      return { kind: 'TIMESTAMP', clock: 'instant' };
    case 12:
      return { kind: 'TIMESTAMP', clock: 'wall' };
    default:
      return { kind: code === GEOMETRY || (facts.binary && code !== JSON_TYPE) ? 'BYTES' : 'STRING' };
  }
};

type Preparation = (raw: Raw) => Raw | null;

const bit: Preparation = (raw) => (raw instanceof Uint8Array ? (raw[0] ?? 0) : raw);
const truth: Preparation = (raw) => (Number(bit(raw)) === 0 ? 0 : 1);
const firstOfJanuary: Preparation = (raw) => `${String(raw).padStart(4, '0')}-01-01`;

const isDate = ({ kind }: ColumnType): boolean => kind === 'DATE' || kind === 'TIMESTAMP';

/** @param suffix says that TIMESTAMPs are written in UTC, the session's time zone. */
const withoutZeroDates =
  (zeroDateIsNull: boolean, suffix: 'Z' | ''): Preparation =>
  (raw) => {
    const text = String(raw);
    if (!text.startsWith('0000-00-00')) return text + suffix;
    if (zeroDateIsNull) return null;
    throw new DataError(
      `Zero date value prohibited: ${text}; add zeroDateTimeBehavior=convertToNull to connection.url`,
    );
  };

const preparationOf = (code: number, type: ColumnType, { zeroDateIsNull }: MysqlTypeOptions): Preparation | null => {
  if (type.kind === 'BOOLEAN') return truth;
  if (code === BIT && type.kind === 'INT8') return bit;
  if (code === YEAR && type.kind === 'DATE') return firstOfJanuary;
  return isDate(type) ? withoutZeroDates(zeroDateIsNull, code === TIMESTAMP ? 'Z' : '') : null;
};

export const columnOfMysql = (field: FieldPacket, options: MysqlTypeOptions): Column => {
  const flags = typeof field.flags === 'number' ? field.flags : 0;
  const code = field.columnType ?? 0;
  const type = typeOf(
    {
      code,
      unsigned: (flags & UNSIGNED) !== 0,
      length: field.columnLength ?? 0,
      decimals: field.decimals,
      binary: field.characterSet === BINARY_CHARSET,
    },
    options,
  );
  const prepare = preparationOf(code, type, options);
  return {
    name: field.name,
    type,
    nullable: (flags & NOT_NULL) === 0 || (options.zeroDateIsNull && isDate(type)),
    autoIncrement: (flags & AUTO_INCREMENT) !== 0,
    ...(prepare !== null && { prepare }),
  };
};
