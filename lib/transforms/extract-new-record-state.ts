import { defineTransformation } from '../config/define-transformation.ts';
import type { Header } from '../connect/header.ts';
import { type ConnectRecord, newRecord } from '../connect/record.ts';
import { fieldOf, STRING_SCHEMA, type StructSchema } from '../connect/schema.ts';
import type { Struct } from '../connect/struct.ts';
import type { Transformation } from '../connect/transformation.ts';
import { createDropFields } from './debezium/drop-fields.ts';
import { envelopeOf, structIn } from './debezium/envelope.ts';
import { findReference, parseFieldReference } from './debezium/field-reference.ts';
import { type NewRecordStateConfig, newRecordStateConfig } from './debezium/new-record-state-config.ts';
import { createRowOfEvent } from './debezium/row-of-event.ts';
import { perSchema } from './record/per-schema.ts';
import { DEBEZIUM_VERSION } from './record/version.ts';

const createExtractNewRecordState = (config: NewRecordStateConfig): Transformation => {
  const mode = config['delete.tombstone.handling.mode'];
  const rewrites = mode === 'rewrite' || mode === 'rewrite-with-tombstone';
  const headerReferences = config['add.headers'].map(parseFieldReference(config['add.headers.prefix']));
  const rowOf = createRowOfEvent({
    references: config['add.fields'].map(parseFieldReference(config['add.fields.prefix'])),
    rewrites,
    replaceNullWithDefault: config['replace.null.with.default'],
  });
  const dropFields = createDropFields(config);

  const foundHeaders = perSchema((schema: StructSchema) =>
    headerReferences.flatMap((reference) => findReference(schema, reference) ?? []),
  );
  const headersOf = (event: Struct): readonly Header[] =>
    foundHeaders(event.schema).map(({ newName, schema, read }) => ({ key: newName, schema, value: read(event) }));
  /** A tombstone says nothing, but that it is a deletion is clear. */
  const tombstoneHeaders = headerReferences
    .filter(({ field }) => field === 'op')
    .map(({ newName }): Header => ({ key: newName, schema: STRING_SCHEMA, value: 'd' }));
  const withHeaders = <R extends ConnectRecord>(record: R, added: readonly Header[]): R =>
    added.length === 0 ? record : newRecord(record, { headers: [...record.headers, ...added] });

  const routed = <R extends ConnectRecord>(record: R, row: Struct): R => {
    const topic = config['route.by.field'] === '' ? null : row.getWithoutDefault(config['route.by.field']);
    return typeof topic === 'string' && topic.trim() !== '' ? newRecord(record, { topic }) : record;
  };

  const deleted = <R extends ConnectRecord>(record: R, event: Struct, before: Struct): R | null => {
    switch (mode) {
      case 'drop':
        return null;
      case 'tombstone':
        return newRecord(record, { valueSchema: fieldOf(event.schema, 'after')?.schema ?? null, value: null });
      case 'delete-to-tombstone':
        return newRecord(record, { valueSchema: null, value: null });
      default: {
        const value = rowOf(event, before, true);
        return newRecord(record, { valueSchema: value.schema, value });
      }
    }
  };

  const extracted = <R extends ConnectRecord>(record: R, event: Struct): R | null => {
    const after = structIn(event, 'after');
    const row = after ?? structIn(event, 'before');
    // Truncations and messages of the log have neither.
    if (row === null) return null;
    if (after === null) {
      const out = deleted(record, event, row);
      return out && dropFields.apply(routed(out, row));
    }
    const value = rowOf(event, after, false);
    return dropFields.apply(routed(newRecord(record, { valueSchema: value.schema, value }), after));
  };

  return {
    apply: (record) => {
      if (record.value === null)
        return mode === 'rewrite-with-tombstone' ? withHeaders(record, tombstoneHeaders) : null;
      const event = envelopeOf(record);
      return event === undefined ? record : extracted(withHeaders(record, headersOf(event)), event);
    },
  };
};

/**
 * Follows `io.debezium.transforms.ExtractNewRecordState`,
 * https://debezium.io/documentation/reference/stable/transformations/event-flattening.html
 */
export const extractNewRecordState = defineTransformation({
  className: 'io.debezium.transforms.ExtractNewRecordState',
  version: DEBEZIUM_VERSION,
  documentation: "Replaces Debezium's change events by the row as it is after the change.",
  configDef: newRecordStateConfig,
  create: createExtractNewRecordState,
});
