import type { SchemaAndValue } from '../../connect/value.ts';
import { NULL_VALUE } from '../../connect/value.ts';
import { createKnownSchema } from './known-schema.ts';
import { parseJson } from './parse-json.ts';
import { readSchema } from './read-schema.ts';

/** Turns the bytes of JSON into a value. */
export type ReadBytes = (bytes: Uint8Array) => SchemaAndValue;

/** Reads bare JSON: objects are plain objects, integers beyond 2^53 bigints. No bytes at all are null. */
export const readPlain: ReadBytes = (bytes) =>
  bytes.length === 0 ? NULL_VALUE : { schema: null, value: parseJson(bytes) };

/** Reads bare JSON by the schema in `schema.content` (KIP-1054). */
export const createFixedSchemaReader = (schemaContent: string, replaceNullWithDefault: boolean): ReadBytes => {
  const json = parseJson(Buffer.from(schemaContent), { decimals: true });
  const known = createKnownSchema(readSchema(json, replaceNullWithDefault), replaceNullWithDefault);
  return (bytes) => ({
    schema: known.schema,
    value: known.read((exactly) => parseJson(bytes, exactly)),
  });
};
