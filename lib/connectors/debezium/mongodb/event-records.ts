import type { Header } from '../../../connect/header.ts';
import { Struct } from '../../../connect/struct.ts';
import type { RecordSettings, UnplacedRecord } from '../change-records.ts';
import { type EventTime, eventTimeOf } from '../event-clock.ts';
import type { SnapshotMarker } from '../source-info.ts';
import { type BsonValue, fieldsOf, textOf, viewOf } from './bson/bson-value.ts';
import { documentText, keyText, updatedFieldsText } from './bson/extended-json.ts';
import type { ChangeEvent } from './change-event.ts';
import { type CollectionSchema, updateDescription } from './collection-schema.ts';
import type { FieldFilter } from './field-selector.ts';
import type { SourceFacts } from './source.ts';

/** What all records of a task are made with. */
export interface RecordMaker extends RecordSettings {
  readonly source: (facts: SourceFacts) => Struct;
  readonly clock: () => EventTime;
}

const idOf = (document: BsonValue): BsonValue => {
  const id = fieldsOf(document).get('_id');
  if (id === undefined) throw new TypeError('A document has no _id');
  return id;
};

const record = (
  schema: CollectionSchema,
  key: Struct,
  value: Struct | null,
  headers: readonly Header[],
): UnplacedRecord => ({
  topic: schema.topic,
  kafkaPartition: null,
  keySchema: schema.keySchema,
  key,
  valueSchema: value === null ? null : schema.valueSchema,
  value,
  timestamp: null,
  headers,
});

const shown = (document: BsonValue | null, fields: FieldFilter | undefined): string | null => {
  if (document === null) return null;
  fields?.document(document);
  return documentText(document);
};

const int32 = ({ bytes, offset }: BsonValue): number => viewOf(bytes).readInt32LE(offset);

/** The entries of `truncatedArrays`: `{field, newSize}`. */
const truncation = (entry: BsonValue): readonly [string, number] => {
  const [field, size] = [fieldsOf(entry).get('field'), fieldsOf(entry).get('newSize')];
  return [field === undefined ? '' : textOf(field), size === undefined ? 0 : int32(size)];
};

const itemsOf = (value: BsonValue | undefined): readonly BsonValue[] =>
  value === undefined ? [] : [...fieldsOf(value).values()];

const describeUpdate = (description: BsonValue | null, fields: FieldFilter | undefined): Struct | null => {
  if (description === null) return null;
  const parts = fieldsOf(description);
  const updated = parts.get('updatedFields');
  if (updated !== undefined) fields?.updatedFields(updated);
  const named = (path: string): string | null => (fields === undefined ? path : fields.field(path));
  const truncated = itemsOf(parts.get('truncatedArrays')).flatMap((entry): ReadonlyArray<readonly [string, number]> => {
    const [path, size] = truncation(entry);
    const name = named(path);
    return name === null ? [] : [[name, size]];
  });
  const removed = itemsOf(parts.get('removedFields'))
    .map((entry) => named(textOf(entry)))
    .filter((name) => name !== null);
  return updateDescription(removed, updated === undefined ? null : updatedFieldsText(updated), truncated);
};

/** The records of one change; follows `MongoDbChangeRecordEmitter`: a delete is followed by a tombstone. */
export const changeRecords = (
  schema: CollectionSchema,
  change: ChangeEvent & { readonly op: 'c' | 'u' | 'd' },
  transaction: Struct | null,
  { source, clock, tombstones, headers }: RecordMaker,
): readonly UnplacedRecord[] => {
  const { op, wallTime, time, session } = change;
  const documentKey = change.document('documentKey');
  if (documentKey === null) throw new TypeError('A change has no documentKey');
  const key = new Struct(schema.keySchema, [keyText(idOf(documentKey))]);
  const { fields } = schema;
  const facts: SourceFacts = {
    time: eventTimeOf((wallTime ?? time.sec * 1000) * 1000),
    marker: 'false',
    namespace: schema.namespace,
    ord: time.ord,
    transaction: session,
    wallTime,
  };
  const value = new Struct(schema.valueSchema, [
    op === 'c' ? null : shown(change.document('fullDocumentBeforeChange'), fields),
    op === 'd' ? null : shown(change.document('fullDocument'), fields),
    op === 'u' ? describeUpdate(change.document('updateDescription'), fields) : null,
    source(facts),
    op,
    clock().ms,
    transaction,
  ]);
  const event = record(schema, key, value, headers);
  return op === 'd' && tombstones ? [event, record(schema, key, null, headers)] : [event];
};

/** A document that a snapshot read, as an event. */
export const readRecord = (
  schema: CollectionSchema,
  document: BsonValue,
  marker: SnapshotMarker,
  { source, clock, headers }: RecordMaker,
): UnplacedRecord => {
  const time = clock();
  const key = new Struct(schema.keySchema, [keyText(idOf(document))]);
  const facts = { time, marker, namespace: schema.namespace, ord: -1, transaction: null, wallTime: null };
  const after = shown(document, schema.fields);
  const value = new Struct(schema.valueSchema, [null, after, null, source(facts), 'r', time.ms, null]);
  return record(schema, key, value, headers);
};
