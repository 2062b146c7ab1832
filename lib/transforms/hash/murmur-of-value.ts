import type { Schema } from '../../connect/schema.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { type Hash, javaHash } from './java-hash.ts';
import { murmurOfBytes, murmurOfInt, murmurOfText } from './murmur-hash.ts';

/** The only bytes that Debezium keeps in an array; others are in buffers, which are hashed as any object. */
const BITS = 'io.debezium.data.Bits';

/** Follows `io.debezium.util.MurmurHash3.hash(Object)`: texts by their bytes, anything else by its hash in Java. */
export const murmurHash = (schema: Schema | null, value: ConnectValue): Hash => {
  if (typeof value === 'string') return murmurOfText(value);
  if (value instanceof Uint8Array && schema?.name === BITS) return murmurOfBytes(value);
  return murmurOfInt(javaHash(schema, value));
};
