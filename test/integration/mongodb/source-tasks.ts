import { afterEach } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { SourceOffset } from '../../../lib/connect/offset.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import type { SourceTask } from '../../../lib/connect/source-task.ts';
import { mongoSourceTask } from '../../../lib/connectors/mongodb/source/task.ts';
import { sourceContext } from '../../contract/tasks/contexts.ts';
import { url } from './database.ts';

const running: SourceTask[] = [];
const never = new AbortController().signal;

afterEach(async () => {
  for (const task of running.splice(0)) await task.stop?.();
});

/** A running source task, stopped after the test. */
export const startSource = async (config: RawConfig, stored: SourceOffset | null = null): Promise<SourceTask> => {
  const raw = { name: 'mongo', 'connection.uri': url, 'poll.await.time.ms': '100', ...config };
  const offsets = { offset: async () => stored, offsets: async () => [stored] };
  const task = await mongoSourceTask.start(raw, sourceContext(raw, offsets));
  running.push(task);
  return task;
};

/** Polls until there are so many records, offsets alone not counted; for a minute at most. */
export const pollRecords = async (task: SourceTask, count: number): Promise<readonly SourceRecord[]> => {
  const records: SourceRecord[] = [];
  const end = Date.now() + 60_000;
  while (records.filter(({ offsetOnly }) => offsetOnly !== true).length < count) {
    if (Date.now() > end) throw new Error(`polled ${records.length} records in vain for ${count}`);
    records.push(...(await pollPatiently(task)));
  }
  return records;
};

/** As the runtime: what passes is tried again. */
const pollPatiently = async (task: SourceTask): Promise<readonly SourceRecord[]> => {
  try {
    return (await task.poll(never)) ?? [];
  } catch (error) {
    if (error instanceof Error && error.name === 'RetriableError') return [];
    throw error;
  }
};

export const poll = async (task: SourceTask): Promise<readonly SourceRecord[]> => (await task.poll(never)) ?? [];

/** The last offset, as it would be stored. */
export const lastOffset = (records: readonly SourceRecord[]): SourceOffset | null =>
  records.at(-1)?.sourceOffset ?? null;
