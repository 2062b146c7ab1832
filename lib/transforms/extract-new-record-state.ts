import { defineTransformation } from '../config/define-transformation.ts';
import { type ConnectRecord, newRecord } from '../connect/record.ts';
import { fieldOf } from '../connect/schema.ts';
import type { Struct } from '../connect/struct.ts';
import type { Transformation } from '../connect/transformation.ts';
import { createAddHeaders } from './debezium/add-headers.ts';
import { createDropFields } from './debezium/drop-fields.ts';
import { envelopeOf, structIn } from './debezium/envelope.ts';
import { parseFieldReference } from './debezium/field-reference.ts';
import { type NewRecordStateConfig, newRecordStateConfig } from './debezium/new-record-state-config.ts';
import { createRowOfEvent } from './debezium/row-of-event.ts';
import { DEBEZIUM_VERSION } from './record/version.ts';

const createExtractNewRecordState = (config: NewRecordStateConfig): Transformation => {
  const mode = config['delete.tombstone.handling.mode'];
  const rewrites = mode === 'rewrite' || mode === 'rewrite-with-tombstone';
  const addHeaders = createAddHeaders(config['add.headers'].map(parseFieldReference(config['add.headers.prefix'])));
  const rowOf = createRowOfEvent({
    references: config['add.fields'].map(parseFieldReference(config['add.fields.prefix'])),
    rewrites,
    replaceNullWithDefault: config['replace.null.with.default'],
  });
  const dropFields = createDropFields(config);

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
      if (record.value === null) return mode === 'rewrite-with-tombstone' ? addHeaders.toTombstone(record) : null;
      const event = envelopeOf(record);
      return event === undefined ? record : extracted(addHeaders.toEvent(record, event), event);
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
