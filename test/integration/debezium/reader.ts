import type { SourceTaskPlugin } from '../../../lib/config/define-task.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { type Logger, silentLogger } from '../../../lib/connect/logger.ts';
import type { PartitionOffset, SourceOffset, SourcePartition } from '../../../lib/connect/offset.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import type { SourceTask, TopicLogs } from '../../../lib/connect/source-task.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { debeziumPostgresqlTask } from '../../../lib/connectors/debezium/postgresql/task.ts';
import { decodeOffset, encodeOffset } from '../../../lib/storage/offset-json.ts';
import { partitionKey } from '../../../lib/storage/partition-key.ts';

const { signal } = new AbortController();

export interface ReaderOptions {
  readonly offset?: SourceOffset | null;
  /** Of the records; the relational sources' by default. */
  readonly partition?: SourcePartition;
  readonly incarnation?: string;
  readonly log?: Logger;
  /** PostgreSQL's by default. */
  readonly plugin?: SourceTaskPlugin;
  readonly topicLogs?: TopicLogs;
  /** What else an earlier reader stored. */
  readonly stored?: readonly PartitionOffset[];
}

/** A task that is read by hand, its records acknowledged and their offsets stored as the runtime would. */
export interface Reader {
  readonly task: SourceTask;
  /** Polls until that holds of all records so far. */
  readUntil(isEnough: (records: readonly SourceRecord[]) => boolean): Promise<readonly SourceRecord[]>;
  poll(): Promise<readonly SourceRecord[]>;
  /** The last one that was stored, of the records' partition. */
  offset(): SourceOffset | null;
  /** All that was stored. */
  stored(): readonly PartitionOffset[];
  stop(): Promise<void>;
}

const TIMEOUT_MS = 30_000;

export const startReader = async (raw: RawConfig, options: ReaderOptions = {}): Promise<Reader> => {
  const { offset: initial = null, incarnation = '1.0', log = silentLogger, plugin = debeziumPostgresqlTask } = options;
  const { partition = { server: raw['topic.prefix'] ?? '' } } = options;
  const texts = new Map<string, { readonly partition: SourcePartition; readonly text: string }>();
  // Written as text and read back, as a store does it.
  const store = (written: PartitionOffset): void =>
    void texts.set(partitionKey(written.partition), {
      partition: written.partition,
      text: encodeOffset(written.offset),
    });
  const stored = (of: SourcePartition): SourceOffset | null => {
    const found = texts.get(partitionKey(of));
    return found === undefined ? null : decodeOffset(found.text);
  };
  for (const one of options.stored ?? []) store(one);
  if (initial !== null) store({ partition, offset: initial });
  const task = await plugin.start(raw, {
    connector: 'debezium',
    task: 0,
    incarnation,
    configs: raw,
    offsetStorageReader: {
      offset: async (of) => stored(of),
      offsets: async (partitions) => partitions.map(stored),
    },
    transactionContext: null,
    ...(options.topicLogs !== undefined && { topicLogs: options.topicLogs }),
    requestTaskReconfiguration: () => {},
    log,
  });
  const poll = async (): Promise<readonly SourceRecord[]> => {
    const records = (await task.poll(signal)) ?? [];
    records.forEach((record, offset) => {
      task.commitRecord?.(record, { topic: record.topic, partition: 0, offset });
    });
    const last = records.at(-1);
    const acknowledged = last === undefined ? [] : [{ partition: last.sourcePartition, offset: last.sourceOffset }];
    const moved = task.updateOffsets?.(acknowledged) ?? [];
    for (const one of [...acknowledged, ...moved]) store(one);
    await task.commit?.();
    return records.filter(({ offsetOnly }) => offsetOnly !== true);
  };
  return {
    task,
    poll,
    readUntil: async (isEnough) => {
      const all: SourceRecord[] = [];
      const giveUpAt = Date.now() + TIMEOUT_MS;
      while (!isEnough(all)) {
        if (Date.now() > giveUpAt) throw new Error(`only ${all.length} records came: ${all.map(summary).join(', ')}`);
        all.push(...(await poll()));
      }
      return all;
    },
    offset: () => stored(partition),
    stored: () => [...texts.values()].map(({ partition: of, text }) => ({ partition: of, offset: decodeOffset(text) })),
    stop: async () => task.stop?.(),
  };
};

/** A part of a record's value, such as `after.id`; `undefined` where there is none. */
export const part = (record: SourceRecord, path: string): ConnectValue | undefined =>
  path
    .split('.')
    .reduce<ConnectValue | undefined>(
      (value, name) => (value instanceof Struct && value.schema.fieldIndex.has(name) ? value.get(name) : undefined),
      record.value,
    );

/** `c:1`: the operation and the key's first column. */
export const summary = (record: SourceRecord): string => {
  const key = record.key instanceof Struct ? String(record.key.values[0]) : '-';
  return record.value === null ? `tombstone:${key}` : `${String(part(record, 'op') ?? record.topic)}:${key}`;
};

export const atLeast =
  (count: number) =>
  (records: readonly SourceRecord[]): boolean =>
    records.length >= count;
