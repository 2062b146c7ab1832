import type { Decimal } from './decimal.ts';
import type { Schema } from './schema.ts';
import type { Struct } from './struct.ts';

/**
 * A value of the Connect data model. By schema:
 *
 * - INT8, INT16, INT32, FLOAT32, FLOAT64: `number`
 * - INT64: `number` where a double holds it exactly, else `bigint`
 * - BOOLEAN: `boolean`; STRING: `string`; BYTES: `Uint8Array`
 * - `Decimal`: {@link Decimal}; `Date`, `Time`, `Timestamp`: a JavaScript `Date` (UTC)
 * - ARRAY: an array; MAP: a `Map`; STRUCT: {@link Struct}
 *
 * Without a schema, a JSON-like object is a plain object.
 */
export type ConnectValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Date
  | Decimal
  | Struct
  | readonly ConnectValue[]
  | ReadonlyMap<ConnectValue, ConnectValue>
  | ConnectObject;

/** A schemaless map with string keys, as JSON gives it. */
export interface ConnectObject {
  readonly [key: string]: ConnectValue;
}

/** A value beside its schema; follows `org.apache.kafka.connect.data.SchemaAndValue`. */
export interface SchemaAndValue {
  readonly schema: Schema | null;
  readonly value: ConnectValue;
}

/** What a tombstone decodes to. */
export const NULL_VALUE: SchemaAndValue = { schema: null, value: null };
