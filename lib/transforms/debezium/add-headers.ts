import type { Header } from '../../connect/header.ts';
import { type ConnectRecord, newRecord } from '../../connect/record.ts';
import { STRING_SCHEMA, type StructSchema } from '../../connect/schema.ts';
import type { Struct } from '../../connect/struct.ts';
import { perSchema } from '../record/per-schema.ts';
import { type FieldReference, findReference } from './field-reference.ts';

const withHeaders = <R extends ConnectRecord>(record: R, added: readonly Header[]): R =>
  added.length === 0 ? record : newRecord(record, { headers: [...record.headers, ...added] });

/** Adds parts of an event to its record's headers: `add.headers`. */
export const createAddHeaders = (references: readonly FieldReference[]) => {
  const foundIn = perSchema((schema: StructSchema) =>
    references.flatMap((reference) => findReference(schema, reference) ?? []),
  );
  const headersOf = (event: Struct): readonly Header[] =>
    foundIn(event.schema).map(({ newName, schema, read }) => ({ key: newName, schema, value: read(event) }));
  const ofTombstones = references
    .filter(({ field }) => field === 'op')
    .map(({ newName }): Header => ({ key: newName, schema: STRING_SCHEMA, value: 'd' }));
  return {
    toEvent: <R extends ConnectRecord>(record: R, event: Struct): R => withHeaders(record, headersOf(event)),
    /** A tombstone says nothing, but that it is a deletion is clear. */
    toTombstone: <R extends ConnectRecord>(record: R): R => withHeaders(record, ofTombstones),
  };
};
