import { Decimal } from '../../../connect/decimal.ts';
import { DataError } from '../../../connect/errors.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import type { ByteWriter } from '../client/byte-writer.ts';
import { TYPE, type TypeCode } from '../client/type-codes.ts';

/** Writes a value that is not `null`, with its type code. @throws DataError when the type cannot hold it exactly. */
export type WriteValue = (out: ByteWriter, value: ConnectValue) => void;

const unfit = (value: ConnectValue, what: string): DataError => {
  const shown = typeof value === 'object' && value !== null ? value.constructor.name : String(value).slice(0, 100);
  return new DataError(`${shown} (${typeof value}) cannot be stored as ${what}`);
};

const LONG_MAX = 2n ** 63n;

const integer =
  (code: TypeCode, what: string, limit: number, write: (out: ByteWriter, value: number) => void): WriteValue =>
  (out, value) => {
    const number = typeof value === 'bigint' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number) || number < -limit || number >= limit)
      throw unfit(value, what);
    out.byte(code);
    write(out, number);
  };

const long: WriteValue = (out, value) => {
  const isExact = typeof value === 'bigint' ? value >= -LONG_MAX && value < LONG_MAX : Number.isSafeInteger(value);
  if (!isExact || (typeof value !== 'bigint' && typeof value !== 'number')) throw unfit(value, 'a long');
  out.byte(TYPE.LONG);
  out.long(value);
};

/** The double of the same value, if there is one. */
const doubleOf = (value: ConnectValue, what: string): number => {
  if (typeof value === 'number') return value;
  const number = typeof value === 'bigint' ? Number(value) : value instanceof Decimal ? value.toNumber() : Number.NaN;
  const isExact =
    typeof value === 'bigint'
      ? Number.isFinite(number) && BigInt(number) === value
      : value instanceof Decimal && Number.isFinite(number) && isSame(Decimal.parse(String(number)), value);
  if (!isExact) throw unfit(value, what);
  return number;
};

const isSame = (a: Decimal, b: Decimal): boolean => {
  const scale = Math.max(a.scale, b.scale);
  return a.withScale(scale).unscaled === b.withScale(scale).unscaled;
};

const double: WriteValue = (out, value) => {
  const number = doubleOf(value, 'a double');
  out.byte(TYPE.DOUBLE);
  out.double(number);
};

const float: WriteValue = (out, value) => {
  const number = doubleOf(value, 'a float');
  out.byte(TYPE.FLOAT);
  out.float(number);
};

const string: WriteValue = (out, value) => {
  if (typeof value !== 'string') throw unfit(value, 'a String');
  out.byte(TYPE.STRING);
  out.text(value);
};

const boolean: WriteValue = (out, value) => {
  if (typeof value !== 'boolean') throw unfit(value, 'a boolean');
  out.byte(TYPE.BOOLEAN);
  out.byte(value ? 1 : 0);
};

const byteArray: WriteValue = (out, value) => {
  if (!(value instanceof Uint8Array)) throw unfit(value, 'a byte[]');
  out.byte(TYPE.BYTE_ARRAY);
  out.int(value.length);
  out.bytes(value);
};

const millisOf = (value: ConnectValue, what: string): number => {
  const millis = value instanceof Date ? value.getTime() : Number.NaN;
  if (Number.isNaN(millis)) throw unfit(value, what);
  return millis;
};

const time =
  (code: TypeCode, what: string): WriteValue =>
  (out, value) => {
    const millis = millisOf(value, what);
    out.byte(code);
    out.long(millis);
  };

/**
 * `java.sql.Date` as Ignite's optimized marshaller writes it: a serializable object, the hash of the class's name, the last two
 * bytes of its `serialVersionUID`, and the milliseconds. Columns of type DATE hold nothing else.
 */
const SQL_DATE_HEADER = Buffer.from('663aded5409766', 'hex');

const sqlDate: WriteValue = (out, value) => {
  const millis = millisOf(value, 'a Date');
  out.byte(TYPE.OPTIMIZED);
  out.int(SQL_DATE_HEADER.length + 8);
  out.bytes(SQL_DATE_HEADER);
  out.long(millis);
};

const timestamp: WriteValue = (out, value) => {
  const millis = millisOf(value, 'a Timestamp');
  out.byte(TYPE.TIMESTAMP);
  out.long(millis);
  // Nanoseconds within the millisecond, which a Date does not have.
  out.int(0);
};

const decimalOf = (value: ConnectValue): Decimal => {
  if (value instanceof Decimal) return value;
  if (typeof value === 'bigint') return new Decimal(value, 0);
  if (typeof value === 'number' && Number.isFinite(value)) return Decimal.parse(String(value));
  throw unfit(value, 'a BigDecimal');
};

/** Scale, and the magnitude with the sign in its first bit. */
const decimal: WriteValue = (out, value) => {
  const { unscaled, scale } = decimalOf(value);
  const isNegative = unscaled < 0n;
  const hex = (isNegative ? -unscaled : unscaled).toString(16);
  const magnitude = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const bytes = (magnitude[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), magnitude]) : magnitude;
  if (isNegative) bytes[0] = (bytes[0] ?? 0) | 0x80;
  out.byte(TYPE.DECIMAL);
  out.int(scale);
  out.int(bytes.length);
  out.bytes(bytes);
};

const uuid: WriteValue = (out, value) => {
  const hex = typeof value === 'string' ? value.replaceAll('-', '') : '';
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw unfit(value, 'a UUID');
  out.byte(TYPE.UUID);
  out.long(BigInt.asIntN(64, BigInt(`0x${hex.slice(0, 16)}`)));
  out.long(BigInt.asIntN(64, BigInt(`0x${hex.slice(16)}`)));
};

/** What a value is written as; `typeCode` is what the type of an object says of such a field. */
export interface Scalar {
  readonly typeCode: TypeCode;
  readonly write: WriteValue;
}

const LIMITS = { BYTE: 2 ** 7, SHORT: 2 ** 15, INT: 2 ** 31 };

export const SCALARS = {
  BYTE: { typeCode: TYPE.BYTE, write: integer(TYPE.BYTE, 'a byte', LIMITS.BYTE, (out, value) => out.byte(value)) },
  SHORT: {
    typeCode: TYPE.SHORT,
    write: integer(TYPE.SHORT, 'a short', LIMITS.SHORT, (out, value) => out.short(value)),
  },
  INT: { typeCode: TYPE.INT, write: integer(TYPE.INT, 'an int', LIMITS.INT, (out, value) => out.int(value)) },
  LONG: { typeCode: TYPE.LONG, write: long },
  FLOAT: { typeCode: TYPE.FLOAT, write: float },
  DOUBLE: { typeCode: TYPE.DOUBLE, write: double },
  BOOLEAN: { typeCode: TYPE.BOOLEAN, write: boolean },
  STRING: { typeCode: TYPE.STRING, write: string },
  BYTE_ARRAY: { typeCode: TYPE.BYTE_ARRAY, write: byteArray },
  DATE: { typeCode: TYPE.DATE, write: time(TYPE.DATE, 'a Date') },
  TIME: { typeCode: TYPE.TIME, write: time(TYPE.TIME, 'a Time') },
  TIMESTAMP: { typeCode: TYPE.TIMESTAMP, write: timestamp },
  DECIMAL: { typeCode: TYPE.DECIMAL, write: decimal },
  UUID: { typeCode: TYPE.UUID, write: uuid },
  SQL_DATE: { typeCode: TYPE.OBJECT, write: sqlDate },
} as const satisfies Readonly<Record<string, Scalar>>;

/** The columns' types that a table may have; by their Java class. */
const JAVA_CLASSES: Readonly<Record<string, Scalar>> = {
  'java.lang.Byte': SCALARS.BYTE,
  'java.lang.Short': SCALARS.SHORT,
  'java.lang.Integer': SCALARS.INT,
  'java.lang.Long': SCALARS.LONG,
  'java.lang.Float': SCALARS.FLOAT,
  'java.lang.Double': SCALARS.DOUBLE,
  'java.lang.Boolean': SCALARS.BOOLEAN,
  'java.lang.String': SCALARS.STRING,
  '[B': SCALARS.BYTE_ARRAY,
  'java.sql.Date': SCALARS.SQL_DATE,
  'java.util.Date': SCALARS.DATE,
  'java.sql.Time': SCALARS.TIME,
  'java.sql.Timestamp': SCALARS.TIMESTAMP,
  'java.math.BigDecimal': SCALARS.DECIMAL,
  'java.util.UUID': SCALARS.UUID,
};

export const scalarOfJavaClass = (className: string): Scalar | undefined => JAVA_CLASSES[className];
