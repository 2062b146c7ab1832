import type { ConnectRecord } from '../../connect/record.ts';
import { Struct } from '../../connect/struct.ts';

/** Debezium's change events: structs named `….Envelope` with before, after, source and op. */
export const isEnvelopeName = (name: string | undefined): boolean => name?.endsWith('.Envelope') ?? false;

/** The event in the record's value; `undefined` for tombstones, heartbeats, schema changes and what is not Debezium's. */
export const envelopeOf = ({ valueSchema, value }: ConnectRecord): Struct | undefined =>
  value instanceof Struct && isEnvelopeName(valueSchema?.name) ? value : undefined;

/** A field that is a struct; `null` where it is missing, null or something else. */
export const structIn = (struct: Struct, name: string): Struct | null => {
  if (!struct.schema.fieldIndex.has(name)) return null;
  const value = struct.getWithoutDefault(name);
  return value instanceof Struct ? value : null;
};
