import { parseComposite, parseLiteral } from './composite.ts';
import { Decimal } from './decimal.ts';
import { decimalText, numberText } from './number-text.ts';
import { type Schema, STRING_SCHEMA } from './schema.ts';
import { Struct } from './struct.ts';
import type { ConnectValue, SchemaAndValue } from './value.ts';

/**
 * Values as text and back, for headers and literals in configurations; follows `org.apache.kafka.connect.data.Values`.
 */

/**
 * Reads a text as the narrowest value that it spells: `1` is INT8, `128` INT16, `1.5` FLOAT32, `[1,2]` an array of INT8,
 * `{"a":1}` a map, `2024-01-02` a Date, `null` null without a schema. Anything else is the text itself as STRING.
 *
 * Unlike the original: arrays and maps of mixed types have no schema (ours have no null element schema); text after the
 * end of a value makes the whole a STRING instead of being dropped; `\"` and `\\` in quoted strings are undone.
 */
export const parseString = (text: string): SchemaAndValue => {
  const trimmed = text.trim();
  const parsed = /^[[{]/.test(trimmed) ? parseComposite(trimmed) : parseLiteral(trimmed);
  return parsed ?? { schema: STRING_SCHEMA, value: text };
};

const DAY_MS = 86_400_000;

/** Time, date or timestamp by the value alone, as the original: the first day of 1970 is taken for times. */
const temporalText = (date: Date): string => {
  const iso = date.toISOString();
  const millis = date.getTime();
  if (millis >= 0 && millis < DAY_MS) return iso.slice(11);
  return millis % DAY_MS === 0 ? iso.slice(0, 10) : iso;
};

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

const pairs = (entries: Iterable<readonly [string, string]>): string =>
  `{${Array.from(entries, ([key, value]) => `${key}:${value}`).join(',')}}`;

const structText = ({ schema, values }: Struct): string =>
  pairs(
    schema.fields.map((field) => [
      quote(field.name),
      embedded(field.schema, values[field.index] ?? field.schema.defaultValue ?? null),
    ]),
  );

const mapText = (schema: Schema | null, entries: ReadonlyArray<readonly [ConnectValue, ConnectValue]>): string => {
  const [keySchema, valueSchema] = schema?.type === 'MAP' ? [schema.keySchema, schema.valueSchema] : [null, null];
  return pairs(entries.map(([key, value]) => [embedded(keySchema, key), embedded(valueSchema, value)]));
};

const listText = (schema: Schema | null, values: readonly ConnectValue[]): string => {
  const valueSchema = schema?.type === 'ARRAY' ? schema.valueSchema : null;
  return `[${values.map((value) => embedded(valueSchema, value)).join(',')}]`;
};

/** As inside an array or a map: strings and bytes are quoted. */
const embedded = (schema: Schema | null, value: ConnectValue): string => {
  const text = convertToString(schema, value);
  if (text === null) return 'null';
  if (typeof value === 'string') return quote(text);
  return value instanceof Uint8Array ? `"${text}"` : text;
};

const isList = (value: object): value is readonly ConnectValue[] => Array.isArray(value);

const objectText = (schema: Schema | null, value: object & ConnectValue): string => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Date) return temporalText(value);
  if (value instanceof Decimal) return decimalText(value);
  if (value instanceof Struct) return structText(value);
  if (isList(value)) return listText(schema, value);
  return mapText(schema, value instanceof Map ? [...value] : Object.entries(value));
};

/**
 * Writes a value so that {@link parseString} reads it back where it can: arrays and maps as `[1,"a"]` and `{"k":1}`,
 * structs as maps, bytes as base64, points in time in ISO 8601 UTC, floating-point numbers as Java prints them. `null` for
 * `null`.
 */
export const convertToString = (schema: Schema | null, value: ConnectValue): string | null => {
  if (value === null) return null;
  if (typeof value === 'number') return numberText(schema, value);
  return typeof value === 'object' ? objectText(schema, value) : String(value);
};
