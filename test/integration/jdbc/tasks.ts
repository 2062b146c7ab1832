import { afterEach } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { type Logger, silentLogger } from '../../../lib/connect/logger.ts';
import type { SourceOffset } from '../../../lib/connect/offset.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import type { SourceTask, SourceTaskContext } from '../../../lib/connect/source-task.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { jdbcSourceTask } from '../../../lib/connectors/jdbc/source/task.ts';
import { partitionKey } from '../../../lib/storage/partition-key.ts';

const running: SourceTask[] = [];

/** An open cursor locks its table, so stop tasks before dropping any. */
export const stopTasks = async (): Promise<void> => {
  for (const task of running.splice(0)) await task.stop?.();
};

afterEach(stopTasks);

/** Stored offsets by partition, as the last of these records left them. */
export const offsetsAfter = (records: readonly SourceRecord[]): ReadonlyMap<string, SourceOffset> =>
  new Map(records.map(({ sourcePartition, sourceOffset }) => [partitionKey(sourcePartition), sourceOffset]));

const contextOf = (offsets: ReadonlyMap<string, SourceOffset>, log: Logger): SourceTaskContext => ({
  connector: 'jdbc',
  task: 0,
  configs: {},
  offsetStorageReader: {
    offset: async (partition) => offsets.get(partitionKey(partition)) ?? null,
    offsets: async (partitions) => partitions.map((partition) => offsets.get(partitionKey(partition)) ?? null),
  },
  incarnation: '1.0',
  transactionContext: null,
  requestTaskReconfiguration: () => {},
  log,
});

/** A running task, stopped after the test. */
export const startTask = async (
  raw: RawConfig,
  offsets: ReadonlyMap<string, SourceOffset> = new Map(),
  log: Logger = silentLogger,
): Promise<SourceTask> => {
  const task = await jdbcSourceTask.start(raw, contextOf(offsets, log));
  running.push(task);
  return task;
};

const { signal } = new AbortController();

/** All batches up to the first empty poll. */
export const readBatches = async (task: SourceTask): Promise<Array<readonly SourceRecord[]>> => {
  const batches: Array<readonly SourceRecord[]> = [];
  for (let batch = await task.poll(signal); batch !== null; batch = await task.poll(signal)) batches.push(batch);
  return batches;
};

/** What a new task reads before its first empty poll. */
export const readOnce = async (
  raw: RawConfig,
  offsets: ReadonlyMap<string, SourceOffset> = new Map(),
): Promise<SourceRecord[]> => (await readBatches(await startTask(raw, offsets))).flat();

/** Polls until there are records. */
export const awaitRecords = async (task: SourceTask): Promise<readonly SourceRecord[]> => {
  for (;;) {
    const batch = await task.poll(signal);
    if (batch !== null) return batch;
  }
};

/** A field of every record's value. */
export const fieldOfAll = (records: readonly SourceRecord[], field: string): readonly unknown[] =>
  records.map(({ value }) => (value instanceof Struct ? value.get(field) : undefined));
