import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import { s3Source } from '../../../lib/connectors/object-storage/s3-source/connector.ts';
import { s3SourceTask } from '../../../lib/connectors/object-storage/s3-source/task.ts';
import { sourceContext } from '../../contract/tasks/contexts.ts';
import { storedOffsets } from '../../contract/tasks/stored-offsets.ts';
import type { TestBucket } from './bucket.ts';

/** How a source reads what a sink wrote there. */
export const sourceConfig = ({ config }: TestBucket, more: RawConfig = {}): RawConfig => {
  const { 'flush.size': _, 'files.span.batches': __, 'storage.class': ___, ...shared } = config;
  return { ...shared, 's3.poll.interval.ms': '1', ...more };
};

export const putObject = async (bucket: TestBucket, key: string, body: string | Uint8Array): Promise<void> => {
  await bucket.client.send(new PutObjectCommand({ Bucket: bucket.name, Key: key, Body: body }));
};

/** All that one task of several finds, from the offsets of records that were read before. */
export const readBucket = async (
  bucket: TestBucket,
  more: RawConfig = {},
  { before = [], task = 0, tasks = 1 }: { before?: readonly SourceRecord[]; task?: number; tasks?: number } = {},
): Promise<readonly SourceRecord[]> => {
  const configs = s3Source.taskConfigs(sourceConfig(bucket, more), tasks)[task] ?? {};
  const running = await s3SourceTask.start(configs, sourceContext(configs, storedOffsets(before)));
  const records: SourceRecord[] = [];
  const { signal } = new AbortController();
  try {
    for (let batch = await running.poll(signal); batch !== null; batch = await running.poll(signal))
      records.push(...batch);
  } finally {
    await running.stop?.();
  }
  return records;
};
