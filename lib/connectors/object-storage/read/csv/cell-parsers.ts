import { Decimal } from '../../../../connect/decimal.ts';
import { decimalScale } from '../../../../connect/decimal-bytes.ts';
import { asError, ConfigError, DataError } from '../../../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../../../connect/logical-types.ts';
import type { PrimitiveType, Schema } from '../../../../connect/schema.ts';
import type { ConnectValue } from '../../../../connect/value.ts';

/** The value that a text spells. @throws Error when it spells none. */
type ParseText = (text: string) => ConnectValue;

const wrong = (type: string, text: string): Error => new Error(`not ${type}: ${JSON.stringify(text)}`);

const integer =
  (type: string, bits: number): ParseText =>
  (text) => {
    const trimmed = text.trim();
    if (!/^[+-]?\d{1,20}$/.test(trimmed)) throw wrong(type, text);
    const value = BigInt(trimmed.replace('+', ''));
    if (BigInt.asIntN(bits, value) !== value) throw wrong(type, text);
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  };

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$|^NaN$|^[+-]?Infinity$/;

const floating =
  (type: string, round: (value: number) => number): ParseText =>
  (text) => {
    if (!NUMBER.test(text.trim())) throw wrong(type, text);
    return round(Number(text));
  };

const boolean: ParseText = (text) => {
  const word = text.trim().toLowerCase();
  if (word !== 'true' && word !== 'false') throw wrong('BOOLEAN', text);
  return word === 'true';
};

const bytes: ParseText = (text) => {
  const value = Buffer.from(text, 'base64');
  if (value.toString('base64') !== text) throw wrong('base64', text);
  return value;
};

const PRIMITIVES: Readonly<Record<PrimitiveType, ParseText>> = {
  INT8: integer('INT8', 8),
  INT16: integer('INT16', 16),
  INT32: integer('INT32', 32),
  INT64: integer('INT64', 64),
  FLOAT32: floating('FLOAT32', Math.fround),
  FLOAT64: floating('FLOAT64', (value) => value),
  BOOLEAN: boolean,
  STRING: (text) => text,
  BYTES: bytes,
};

const MILLIS = /^-?\d{1,16}$/;
/** ISO 8601; without an offset UTC, so that no time zone of the machine matters. */
const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?(Z|[+-]\d{2}:\d{2})?$/;

const instant = (type: string, text: string, iso: string): Date => {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) throw wrong(type, text);
  return date;
};

const timestamp: ParseText = (text) => {
  const trimmed = text.trim();
  if (MILLIS.test(trimmed)) return new Date(Number(trimmed));
  const match = TIMESTAMP.exec(trimmed);
  if (match === null) throw wrong('a timestamp', text);
  const [, day, time = '00:00', zone = 'Z'] = match;
  return instant('a timestamp', text, `${day}T${time}${zone}`);
};

const date: ParseText = (text) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text.trim())) throw wrong('a date, such as 2024-02-29', text);
  return instant('a date', text, `${text.trim()}T00:00:00Z`);
};

const time: ParseText = (text) => {
  if (!/^\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?$/.test(text.trim())) throw wrong('a time, such as 13:30:00', text);
  return instant('a time', text, `1970-01-01T${text.trim()}Z`);
};

const decimal = (schema: Schema): ParseText => {
  const scale = decimalScale(schema);
  return (text) => Decimal.parse(text.trim()).withScale(scale);
};

const LOGICAL: ReadonlyMap<string, (schema: Schema) => ParseText> = new Map([
  [DECIMAL_NAME, decimal],
  [TIMESTAMP_NAME, () => timestamp],
  [DATE_NAME, () => date],
  [TIME_NAME, () => time],
]);

const parserOf = (schema: Schema): ParseText => {
  if (schema.type === 'ARRAY' || schema.type === 'MAP' || schema.type === 'STRUCT')
    throw new ConfigError(`A field of CSV cannot be of type ${schema.type}`);
  return (schema.name === undefined ? undefined : LOGICAL.get(schema.name)?.(schema)) ?? PRIMITIVES[schema.type];
};

/** What is left out is the default, or null where the schema allows it. */
const missing = (name: string, schema: Schema): ConnectValue => {
  if (schema.defaultValue !== undefined) return schema.defaultValue;
  if (schema.optional) return null;
  throw new DataError(`Field ${name} has no value, and is not optional`);
};

/** How a field of a schema is read; empty texts are values of strings only. @throws ConfigError for types that no text spells. */
export const createCellParser = (name: string, schema: Schema): ((cell: string | null) => ConnectValue) => {
  const parse = parserOf(schema);
  return (cell) => {
    if (cell === null || (cell === '' && schema.type !== 'STRING')) return missing(name, schema);
    try {
      return parse(cell);
    } catch (error) {
      throw new DataError(`Field ${name} is ${asError(error).message}`, { cause: error });
    }
  };
};
