import { Decimal } from '../../connect/decimal.ts';
import { DataError } from '../../connect/errors.ts';
import { dateSchema, decimalSchema, timeSchema } from '../../connect/logical-types.ts';
import { arraySchema, primitiveSchema, type Schema } from '../../connect/schema.ts';
import type { ConnectValue } from '../../connect/value.ts';
import type { Column, ColumnType, PlainKind, Raw } from './column.ts';
import { type DateSettings, parseDate, parseTime, parseTimestamp } from './date-text.ts';
import { type Granularity, timestampForms } from './granularity.ts';
import { mapNumeric, type NumericMapping } from './numeric-mapping.ts';

/** What decides on schemas and values besides the column itself. */
export interface ReadSettings {
  readonly numericMapping: NumericMapping;
  readonly granularity: Granularity;
  readonly dates: DateSettings;
}

/** A column made ready: its schema, and how its values are read. */
export interface ColumnReader {
  readonly schema: Schema;
  readonly read: (raw: Raw) => ConnectValue;
}

/** What the original takes for a scale that the type does not limit. */
const UNLIMITED_SCALE = 127;

const isTrue = (raw: Raw): boolean => raw === 't' || raw === 1 || raw === 1n || raw === '1' || raw === 'true';

const integer = (raw: Raw): number => {
  const value = Number(raw);
  if (!Number.isInteger(value)) throw new DataError(`Not an integer: ${raw}`);
  return value;
};

const INT64_MAX = 2n ** 63n - 1n;

/** @throws DataError beyond 2^63 - 1, which MySQL's BIGINT UNSIGNED can hold and INT64 cannot. */
export const readInt64 = (raw: Raw): number | bigint => {
  const number = integer(raw);
  if (Number.isSafeInteger(number)) return number;
  const exact = BigInt(String(raw));
  if (exact > INT64_MAX)
    throw new DataError(`${exact} is beyond INT64; cast the column to a string or decimal in 'query'`);
  return exact;
};

const bytes = (raw: Raw): Uint8Array => (raw instanceof Uint8Array ? raw : Buffer.from(String(raw)));

const text = (raw: Raw): string => {
  if (typeof raw === 'string') return raw;
  return raw instanceof Uint8Array ? Buffer.from(raw).toString() : String(raw);
};

const PLAIN_READERS: Readonly<Record<Exclude<PlainKind, 'DATE'>, (raw: Raw) => ConnectValue>> = {
  BOOLEAN: isTrue,
  INT8: integer,
  INT16: integer,
  INT32: integer,
  INT64: readInt64,
  FLOAT32: Number,
  FLOAT64: Number,
  STRING: text,
  BYTES: bytes,
  TIME: (raw) => parseTime(text(raw)),
};

const plainReader = (kind: PlainKind, optional: boolean, { dates }: ReadSettings): ColumnReader => {
  switch (kind) {
    case 'DATE':
      return { schema: dateSchema({ optional }), read: (raw) => parseDate(text(raw), dates.calendar) };
    case 'TIME':
      return { schema: timeSchema({ optional }), read: PLAIN_READERS.TIME };
    default:
      return { schema: primitiveSchema(kind, { optional }), read: PLAIN_READERS[kind] };
  }
};

const decimalReader = (
  type: Extract<ColumnType, { kind: 'NUMERIC' | 'DECIMAL' }>,
  optional: boolean,
  settings: ReadSettings,
): ColumnReader => {
  const kind = type.kind === 'NUMERIC' ? mapNumeric(type, settings.numericMapping) : null;
  if (kind !== null) return plainReader(kind, optional, settings);
  const scale = type.scale ?? UNLIMITED_SCALE;
  const parameters = { 'connect.decimal.precision': String(type.precision) };
  return {
    schema: decimalSchema(scale, { optional, parameters }),
    read: (raw) => Decimal.parse(text(raw)).withScale(scale),
  };
};

const readerOf = (type: ColumnType, optional: boolean, settings: ReadSettings): ColumnReader => {
  switch (type.kind) {
    case 'NUMERIC':
    case 'DECIMAL':
      return decimalReader(type, optional, settings);
    case 'TIMESTAMP': {
      const form = timestampForms[settings.granularity];
      const read = (raw: Raw) => form.value(parseTimestamp(text(raw), settings.dates), settings.dates.zone);
      return { schema: form.schema(optional), read };
    }
    case 'ARRAY': {
      const element = readerOf(type.element, true, settings);
      const read = (raw: Raw) => type.elements(raw).map((item) => (item === null ? null : element.read(item)));
      return { schema: arraySchema(element.schema, { optional }), read };
    }
    default:
      return plainReader(type.kind, optional, settings);
  }
};

/** Decides once a column how its values are read. */
export const compileColumn = (column: Column, settings: ReadSettings): ColumnReader => {
  const { schema, read } = readerOf(column.type, column.nullable, settings);
  const { prepare } = column;
  if (prepare === undefined) return { schema, read };
  const readPrepared = (raw: Raw) => {
    const prepared = prepare(raw);
    return prepared === null ? null : read(prepared);
  };
  return { schema, read: readPrepared };
};
