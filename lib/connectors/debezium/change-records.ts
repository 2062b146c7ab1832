import type { Header } from '../../connect/header.ts';
import type { SourceOffset, SourcePartition } from '../../connect/offset.ts';
import type { SourceRecord } from '../../connect/record.ts';
import { STRING_SCHEMA } from '../../connect/schema.ts';
import type { Struct } from '../../connect/struct.ts';
import { type Change, envelope } from './envelope.ts';
import type { TableSchema } from './table-schema.ts';

/** A record that has no offset yet. */
export type UnplacedRecord = Omit<SourceRecord, 'sourceOffset' | 'sourcePartition'>;

export interface RecordSettings {
  readonly tombstones: boolean;
  /** Those of every record: `extended.headers.enabled`. */
  readonly headers: readonly Header[];
}

/** A row's change, its key and, where the key itself changed, the key it had. */
export interface KeyedChange extends Omit<Change, 'transaction'> {
  readonly key: Struct | null;
  readonly oldKey: Struct | null;
  /** Counts an event in its transaction; `null` where transactions are not told. */
  nextInTransaction(): Struct | null;
}

/** Sets a record at its place in the source. */
export const placed = (
  record: UnplacedRecord,
  sourcePartition: SourcePartition,
  sourceOffset: SourceOffset,
): SourceRecord => ({
  ...record,
  sourcePartition,
  sourceOffset,
});

const keyHeader = (key: string, struct: Struct): Header => ({ key, schema: struct.schema, value: struct });

/** The headers that tell which connector, task and run made a record; follows `DebeziumHeaderProducer`. */
export const contextHeaders = (context: {
  readonly connectorLogicalName: string;
  readonly taskId: string;
  readonly connectorName: string;
  readonly runId: string;
}): readonly Header[] =>
  Object.entries(context).map(([name, value]) => ({ key: `__debezium.context.${name}`, schema: STRING_SCHEMA, value }));

/**
 * The records of one change; follows `io.debezium.relational.RelationalChangeRecordEmitter`: a delete is followed by a
 * tombstone, and an update that changes the key is a delete, a tombstone and a create, whose headers name the other key.
 */
export const changeRecords = <Raw>(
  table: TableSchema<Raw>,
  change: KeyedChange,
  { tombstones, headers }: RecordSettings,
): readonly UnplacedRecord[] => {
  const record = (key: Struct | null, value: Struct | null, extra?: Header): UnplacedRecord => ({
    topic: table.topic,
    kafkaPartition: null,
    keySchema: key === null ? null : table.keySchema,
    key,
    valueSchema: value === null ? null : table.envelopeSchema,
    value,
    timestamp: null,
    headers: extra === undefined ? headers : [extra, ...headers],
  });
  const event = (parts: KeyedChange): Struct =>
    envelope(table.envelopeSchema, { ...parts, transaction: change.nextInTransaction() });
  const { key, oldKey, op } = change;
  if (op === 'u' && key !== null && oldKey !== null) {
    const [toNew, toOld] = [keyHeader('__debezium.newkey', key), keyHeader('__debezium.oldkey', oldKey)];
    return [
      record(oldKey, event({ ...change, op: 'd', after: null }), toNew),
      ...(tombstones ? [record(oldKey, null, toNew)] : []),
      record(key, event({ ...change, op: 'c', before: null }), toOld),
    ];
  }
  const only = record(key, event(change));
  return op === 'd' && tombstones && key !== null ? [only, record(key, null)] : [only];
};
