import { DataError } from '../../../connect/errors.ts';
import type { Header } from '../../../connect/header.ts';
import {
  BOOLEAN_SCHEMA,
  FLOAT32_SCHEMA,
  FLOAT64_SCHEMA,
  INT8_SCHEMA,
  INT16_SCHEMA,
  INT32_SCHEMA,
  INT64_SCHEMA,
  OPTIONAL_BYTES_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  type Schema,
} from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue, SchemaAndValue } from '../../../connect/value.ts';
import { parseString } from '../../../connect/values.ts';
import { createEnvelopeReader } from '../../../formats/json/envelope-reader.ts';
import { readPlain } from '../../../formats/json/reader.ts';
import { EMBEDDED_SCHEMA, SCHEMALESS } from './schema-type.ts';

const readWithSchema = createEnvelopeReader({ cacheSize: 100, replaceNullWithDefault: false });

const integer = (text: string): number | bigint => {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
};

type Read = (text: string) => SchemaAndValue;

const as =
  (schema: Schema, read: (text: string) => ConnectValue): Read =>
  (text) => ({ schema, value: read(text) });

const READERS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['STRING', as(OPTIONAL_STRING_SCHEMA, String)],
  ['BYTES', as(OPTIONAL_BYTES_SCHEMA, (text) => Buffer.from(text, 'base64'))],
  ['BOOLEAN', as(BOOLEAN_SCHEMA, (text) => text === 'true')],
  ['INT8', as(INT8_SCHEMA, Number)],
  ['INT16', as(INT16_SCHEMA, Number)],
  ['INT32', as(INT32_SCHEMA, Number)],
  ['INT64', as(INT64_SCHEMA, integer)],
  ['FLOAT32', as(FLOAT32_SCHEMA, (text) => Math.fround(Number(text)))],
  ['FLOAT64', as(FLOAT64_SCHEMA, Number)],
  [SCHEMALESS, (text) => readPlain(Buffer.from(text))],
  [EMBEDDED_SCHEMA, (text) => readWithSchema(Buffer.from(text))],
]);

const readValue = (text: ConnectValue, type: ConnectValue): SchemaAndValue => {
  if (text === null) return { schema: null, value: null };
  if (typeof text !== 'string') throw new DataError('The value of a header is no text');
  if (typeof type !== 'string') return { schema: OPTIONAL_STRING_SCHEMA, value: text };
  // The original writes lists, maps and structs as texts alone.
  return (READERS.get(type) ?? parseString)(text);
};

/** The opposite of `wrapHeader`. @throws DataError for what is no header of an envelope. */
export const unwrapHeader = (header: ConnectValue): Header => {
  if (!(header instanceof Struct)) throw new DataError('A header of the envelope is no struct');
  const key = header.get('headerKey');
  if (typeof key !== 'string') throw new DataError('A header of the envelope has no name');
  return { key, ...readValue(header.get('headerValue'), header.get('headerSchemaType')) };
};
