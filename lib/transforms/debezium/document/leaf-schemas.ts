import { timestampSchema } from '../../../connect/logical-types.ts';
import {
  OPTIONAL_BOOLEAN_SCHEMA,
  OPTIONAL_BYTES_SCHEMA,
  OPTIONAL_FLOAT64_SCHEMA,
  OPTIONAL_INT32_SCHEMA,
  OPTIONAL_INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  primitiveSchema,
  type Schema,
  structSchema,
} from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { LeafKind } from './node.ts';

const REGEX_SCHEMA = structSchema(
  [
    ['regex', OPTIONAL_STRING_SCHEMA],
    ['options', OPTIONAL_STRING_SCHEMA],
  ],
  { name: 'io.debezium.mongodb.regex', optional: true },
);

/** Follows `MongoDataConverter.getSchema`: a null could be anything and is told as a string. */
export const LEAF_SCHEMAS: Readonly<Record<LeafKind, Schema>> = {
  STRING: OPTIONAL_STRING_SCHEMA,
  NULL: OPTIONAL_STRING_SCHEMA,
  INT32: OPTIONAL_INT32_SCHEMA,
  INT64: OPTIONAL_INT64_SCHEMA,
  FLOAT64: OPTIONAL_FLOAT64_SCHEMA,
  BOOLEAN: OPTIONAL_BOOLEAN_SCHEMA,
  BYTES: OPTIONAL_BYTES_SCHEMA,
  TIMESTAMP: timestampSchema({ optional: true }),
  REGEX: REGEX_SCHEMA,
  MILLISECONDS: primitiveSchema('INT64', { name: 'io.debezium.time.Timestamp', version: 1 }),
};

export const regexStruct = (pattern: string, options: string): Struct => new Struct(REGEX_SCHEMA, [pattern, options]);

/** A `bigint` only where a double would round. */
export const exactLong = (value: bigint): number | bigint => {
  const near = Number(value);
  return Number.isSafeInteger(near) ? near : value;
};
