import type { Header } from '../../../connect/header.ts';
import type { PrimitiveType, Schema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { convertToString } from '../../../connect/values.ts';
import { writeSchemaless } from '../../../formats/json/write-schemaless.ts';
import { createEnvelopeWriter } from '../../../formats/json/writer.ts';
import { HEADER_SCHEMA } from './envelope-schema.ts';
import { EMBEDDED_SCHEMA, SCHEMALESS } from './schema-type.ts';

const PRIMITIVES: Readonly<Record<PrimitiveType, true>> = {
  INT8: true,
  INT16: true,
  INT32: true,
  INT64: true,
  FLOAT32: true,
  FLOAT64: true,
  BOOLEAN: true,
  STRING: true,
  BYTES: true,
};

/** Whether a type says all that is to be known: not of decimals, points in time, lists, maps and structs. */
const isBare = ({ type, name }: Schema): boolean => type in PRIMITIVES && name === undefined;

const writeWithSchema = createEnvelopeWriter({ decimalFormat: 'BASE64', replaceNullWithDefault: false });

const textOf = (schema: Schema | null, value: ConnectValue): readonly [text: string | null, type: string] => {
  if (schema === null) return [writeSchemaless(value), SCHEMALESS];
  if (isBare(schema)) return [convertToString(schema, value), schema.type];
  return [Buffer.from(writeWithSchema(schema, value)).toString(), EMBEDDED_SCHEMA];
};

/** A header as text with its type; bytes as base64. Unlike the original, which has texts alone for what is not primitive. */
export const wrapHeader = ({ key, schema, value }: Header): Struct =>
  new Struct(HEADER_SCHEMA, [key, ...(value === null ? [null, schema?.type ?? null] : textOf(schema, value))]);
