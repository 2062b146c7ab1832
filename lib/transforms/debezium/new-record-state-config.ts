import { type ConfigOf, defineConfig } from '../../config/config-def.ts';
import { oneOfIgnoringCase } from '../../config/validators.ts';

/** The keys of both of Debezium's transformations that leave of an event what is after the change. */
export const newStateKeys = defineConfig({
  'delete.tombstone.handling.mode': {
    type: 'STRING',
    default: 'tombstone',
    importance: 'MEDIUM',
    width: 'MEDIUM',
    displayName: 'Handle delete and tombstone records',
    documentation:
      'What becomes of deletions: drop leaves nothing, tombstone and delete-to-tombstone leave one tombstone, rewrite the old row with __deleted=true, rewrite-with-tombstone that and the tombstone.',
    validator: oneOfIgnoringCase('drop', 'tombstone', 'rewrite', 'rewrite-with-tombstone', 'delete-to-tombstone'),
  },
  'route.by.field': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    width: 'LONG',
    displayName: 'Route by field name',
    documentation: 'Column whose value becomes the topic.',
  },
  'add.fields.prefix': {
    type: 'STRING',
    default: '__',
    importance: 'LOW',
    width: 'SHORT',
    displayName: 'Field prefix to be added to each field.',
    documentation: 'What the names of added fields begin with.',
  },
  'add.fields': {
    type: 'LIST',
    default: [],
    importance: 'LOW',
    width: 'LONG',
    displayName: 'Adds the specified field(s) to the message if they exist.',
    documentation:
      'Parts of the event to add as fields: op, ts_ms, table, source.ts_ms and so on, each with a new name after a colon if need be.',
  },
  'add.headers.prefix': {
    type: 'STRING',
    default: '__',
    importance: 'LOW',
    width: 'SHORT',
    displayName: 'Header prefix to be added to each header.',
    documentation: 'What the names of added headers begin with.',
  },
  'add.headers': {
    type: 'LIST',
    default: [],
    importance: 'LOW',
    width: 'LONG',
    displayName: 'Adds the specified fields to the header if they exist.',
    documentation: 'Parts of the event to add as headers, written as in add.fields.',
  },
});

/** The keys of Debezium's ExtractNewRecordState. */
export const newRecordStateConfig = defineConfig({
  ...newStateKeys,
  'drop.fields.header.name': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    width: 'SHORT',
    displayName: 'Specifies a header that contains a list of field names to be removed',
    documentation: 'Header with a list of the fields to remove from the value.',
  },
  'drop.fields.from.key': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    width: 'SHORT',
    displayName: 'Specifies whether the fields to be dropped should also be omitted from the key',
    documentation: 'Whether those fields are removed from the key, too.',
  },
  'drop.fields.keep.schema.compatible': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    width: 'SHORT',
    displayName: 'Specifies if fields are dropped, will the event schemas be compatible',
    documentation: 'Whether only optional fields are removed.',
  },
  'replace.null.with.default': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    width: 'SHORT',
    displayName: 'replace null field value with default',
    documentation: 'Whether a column that is null takes its default when a row is rewritten.',
  },
});

export type NewRecordStateConfig = ConfigOf<typeof newRecordStateConfig>;
