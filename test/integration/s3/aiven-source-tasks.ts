import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import { aivenS3Source } from '../../../lib/connectors/object-storage/aiven-s3-source/connector.ts';
import { aivenS3SourceTask } from '../../../lib/connectors/object-storage/aiven-s3-source/task.ts';
import { sourceContext } from '../../contract/tasks/contexts.ts';
import { storedOffsets } from '../../contract/tasks/stored-offsets.ts';
import type { TestBucket } from './bucket.ts';

/** How Aiven's connectors reach a bucket. */
export const aivenConnection = ({ name, config }: TestBucket): RawConfig => ({
  'aws.access.key.id': config['aws.access.key.id'] ?? '',
  'aws.secret.access.key': config['aws.secret.access.key'] ?? '',
  'aws.s3.bucket.name': name,
  'aws.s3.endpoint': config['store.url'] ?? '',
  'aws.s3.region': config['s3.region'] ?? '',
});

export const aivenSourceConfig = (bucket: TestBucket, more: RawConfig = {}): RawConfig => ({
  ...aivenConnection(bucket),
  'file.name.template': '{{topic}}-{{partition}}-{{start_offset}}',
  'input.format': 'jsonl',
  'poll.interval.ms': '0',
  ...more,
});

export const startAivenSource = (
  bucket: TestBucket,
  more: RawConfig = {},
  { before = [], task = 0, tasks = 1 }: { before?: readonly SourceRecord[]; task?: number; tasks?: number } = {},
) => {
  const configs = aivenS3Source.taskConfigs(aivenSourceConfig(bucket, more), tasks)[task] ?? {};
  return aivenS3SourceTask.start(configs, sourceContext(configs, storedOffsets(before)));
};

type Running = Awaited<ReturnType<typeof startAivenSource>>;

/** All that a task finds until there is no more. */
export const drain = async (running: Running): Promise<readonly SourceRecord[]> => {
  const records: SourceRecord[] = [];
  const { signal } = new AbortController();
  for (let batch = await running.poll(signal); batch !== null; batch = await running.poll(signal))
    records.push(...batch);
  return records;
};

export const readWithAiven = async (...args: Parameters<typeof startAivenSource>): Promise<readonly SourceRecord[]> => {
  const running = await startAivenSource(...args);
  try {
    return await drain(running);
  } finally {
    await running.stop?.();
  }
};
