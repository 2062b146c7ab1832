import type { SourceRecord } from '../../../lib/connect/record.ts';
import type { SourceTask } from '../../../lib/connect/source-task.ts';
import { encodeOffset } from '../../../lib/storage/offset-json.ts';
import { partitionKey } from '../../../lib/storage/partition-key.ts';
import { within } from './within.ts';

/** "For a second or so at most", with room for a busy machine. */
export const POLL_MS = 3000;
const READ_MS = 60_000;

const never = new AbortController().signal;

/** One poll, with the calls that the runtime makes when its records are in Kafka. */
export const pollOnce = async (task: SourceTask, signal: AbortSignal = never): Promise<readonly SourceRecord[]> => {
  const records = (await within(POLL_MS, 'a poll', task.poll(signal))) ?? [];
  records.forEach((record, offset) => {
    task.commitRecord?.(record, { topic: record.topic, partition: 0, offset });
  });
  if (records.length > 0) await task.commit?.();
  return records;
};

/** Polls until there were `count` records and a poll after them was empty, so that a record too many shows; or for a minute. */
export const read = async (task: SourceTask, count: number): Promise<readonly SourceRecord[]> => {
  const records: SourceRecord[] = [];
  const giveUpAt = Date.now() + READ_MS;
  for (;;) {
    const batch = await pollOnce(task);
    records.push(...batch);
    if (batch.length === 0 && (records.length >= count || Date.now() > giveUpAt)) return records;
    if (records.length > 2 * count + 10) return records;
  }
};

/** Everything about a record but its timestamp, which may be that of reading it. */
const contentOf = ({ timestamp: _, sourcePartition, sourceOffset, ...content }: SourceRecord) => ({
  ...content,
  sourceOffset: encodeOffset(sourceOffset),
});

/** Contents by source partition: only within one do records have an order. `stable` takes out what each reading makes anew. */
export const byPartition = (
  records: readonly SourceRecord[],
  stable: (record: SourceRecord) => SourceRecord = (record) => record,
): Readonly<Record<string, readonly unknown[]>> => {
  const contents: Record<string, unknown[]> = {};
  for (const record of records) {
    const key = partitionKey(record.sourcePartition);
    contents[key] ??= [];
    contents[key].push(contentOf(stable(record)));
  }
  return contents;
};
