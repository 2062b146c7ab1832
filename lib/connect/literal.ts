import { Decimal } from './decimal.ts';
import { dateSchema, decimalSchema, timeSchema, timestampSchema } from './logical-types.ts';
import {
  FLOAT32_SCHEMA,
  FLOAT64_SCHEMA,
  INT8_SCHEMA,
  INT16_SCHEMA,
  INT32_SCHEMA,
  INT64_SCHEMA,
  type Schema,
} from './schema.ts';
import type { SchemaAndValue } from './value.ts';

/** Numbers and points in time written as text; the leaves of what `parseString` understands. */
const DATE_SCHEMA = dateSchema();
const TIME_SCHEMA = timeSchema();
const TIMESTAMP_SCHEMA = timestampSchema();

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})\.(\d{3})Z$/;
const TIMESTAMP = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})\.(\d{3})Z$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d{1,10}))?$/;

/** Out-of-range parts carry over, 2024-13-01 being 2025-01-01, as in Java's lenient `SimpleDateFormat`. */
const utc = (parts: readonly number[]): Date => {
  const [year = 1970, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0, millis = 0] = parts;
  const date = new Date(0);
  // setUTCFullYear, since Date.UTC takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hours, minutes, seconds, millis);
  return date;
};

const numbersIn = (pattern: RegExp, text: string): readonly number[] | undefined =>
  pattern.exec(text)?.slice(1).map(Number);

/** A date, time or timestamp in ISO 8601 to the millisecond in UTC; colons may be escaped. */
export const parseTemporal = (text: string): SchemaAndValue | undefined => {
  const plain = text.replaceAll('\\:', ':');
  const date = numbersIn(DATE, plain);
  if (date !== undefined) return { schema: DATE_SCHEMA, value: utc(date) };
  const time = numbersIn(TIME, plain);
  if (time !== undefined) return { schema: TIME_SCHEMA, value: utc([1970, 1, 1, ...time]) };
  const timestamp = numbersIn(TIMESTAMP, plain);
  return timestamp === undefined ? undefined : { schema: TIMESTAMP_SCHEMA, value: utc(timestamp) };
};

/** The decimal as an integer of at most 64 bits, without computing powers of ten that a hostile exponent makes huge. */
const toInt64 = ({ unscaled, scale }: Decimal): bigint | undefined => {
  if (unscaled === 0n) return 0n;
  const digits = unscaled.toString().length;
  if (digits - scale > 20 || scale > digits) return undefined;
  const power = 10n ** BigInt(Math.abs(scale));
  if (scale > 0 && unscaled % power !== 0n) return undefined;
  const integer = scale > 0 ? unscaled / power : unscaled * power;
  return BigInt.asIntN(64, integer) === integer ? integer : undefined;
};

const integerSchema = (value: bigint): Schema => {
  if (BigInt.asIntN(8, value) === value) return INT8_SCHEMA;
  if (BigInt.asIntN(16, value) === value) return INT16_SCHEMA;
  return BigInt.asIntN(32, value) === value ? INT32_SCHEMA : INT64_SCHEMA;
};

/** An INT64 as the data model has it: a number where a double holds it safely. */
const narrow = (value: bigint): number | bigint => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

/**
 * A number in the narrowest type: an integer where it is one, else FLOAT32 unless its magnitude needs FLOAT64 or Decimal.
 * Digits that the floating-point type lacks are lost, as in the original.
 */
export const parseNumber = (text: string): SchemaAndValue | undefined => {
  const match = NUMBER.exec(text);
  if (match === null || Math.abs(Number(match[1] ?? 0)) >= 2 ** 31) return undefined;
  const decimal = Decimal.parse(text);
  const integer = toInt64(decimal);
  if (integer !== undefined) return { schema: integerSchema(integer), value: narrow(integer) };
  const double = Number(text);
  const float = Math.fround(double);
  if (decimal.scale !== 0 && Number.isFinite(float)) return { schema: FLOAT32_SCHEMA, value: float };
  if (decimal.scale !== 0 && Number.isFinite(double)) return { schema: FLOAT64_SCHEMA, value: double };
  return { schema: decimalSchema(decimal.scale), value: decimal };
};
