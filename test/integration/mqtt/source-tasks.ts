import { afterEach, expect } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import type { SourceTask } from '../../../lib/connect/source-task.ts';
import { mqttSourceTask } from '../../../lib/connectors/mqtt/source/task.ts';
import { sourceContext } from '../../contract/tasks/contexts.ts';
import { storedOffsets } from '../../contract/tasks/stored-offsets.ts';
import { waitFor } from '../../worker/worker-process.ts';

const running = new Set<SourceTask>();

afterEach(async () => {
  await Promise.all([...running].map(stopSource));
});

export const stopSource = async (task: SourceTask): Promise<void> => {
  running.delete(task);
  await task.stop?.();
};

/** A running source task, which has connected; stopped after the test. */
export const startSource = async (raw: RawConfig, acknowledged: readonly SourceRecord[] = []): Promise<SourceTask> => {
  const started = await mqttSourceTask.start(raw, sourceContext(raw, storedOffsets(acknowledged)));
  running.add(started);
  return started;
};

const idle = new AbortController().signal;

export const poll = async (task: SourceTask): Promise<readonly SourceRecord[]> => (await task.poll(idle)) ?? [];

/** Polls until so many records came, and no more than these. */
export const readRecords = async (task: SourceTask, count: number): Promise<readonly SourceRecord[]> => {
  const records: SourceRecord[] = [];
  await waitFor(`${count} records`, async () => {
    records.push(...(await poll(task)));
    return records.length >= count;
  });
  expect(await poll(task)).toEqual([]);
  expect(records).toHaveLength(count);
  return records;
};

/** As the runtime does it once Kafka has the records. */
export const acknowledge = (task: SourceTask, records: readonly SourceRecord[]): void => {
  for (const record of records) task.commitRecord?.(record, { topic: record.topic, partition: 0, offset: 0 });
};

export const valuesOf = (records: readonly SourceRecord[]): readonly string[] =>
  records.map(({ value }) => (value instanceof Uint8Array ? Buffer.from(value).toString() : String(value)));
