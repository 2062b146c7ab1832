import type { SinkRecord } from '../../../lib/connect/record.ts';
import { lensesS3SinkTask } from '../../../lib/connectors/object-storage/lenses-s3-sink/task.ts';
import { createSinkTaskState } from '../../../lib/runtime/sink/sink-task-state.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';
import type { TestBucket } from './bucket.ts';

/** How Lenses' connectors reach the S3 of the tests. */
export const lensesConfig = ({ config }: TestBucket): Readonly<Record<string, string>> => ({
  'connect.s3.aws.auth.mode': 'Credentials',
  'connect.s3.aws.access.key': config['aws.access.key.id'] ?? '',
  'connect.s3.aws.secret.key': config['aws.secret.access.key'] ?? '',
  'connect.s3.aws.region': config['s3.region'] ?? '',
  'connect.s3.custom.endpoint': config['store.url'] ?? '',
});

/** Delivers in batches that overlap, each by a task of its own, as workers do that die. BUCKET in KCQL is the bucket. */
export const deliverLenses = async (
  bucket: TestBucket,
  kcql: string,
  records: readonly SinkRecord[],
  more: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const raw = { ...lensesConfig(bucket), 'connect.s3.kcql': kcql.replaceAll('BUCKET', bucket.name), ...more };
  const state = createSinkTaskState(createMemoryStorage().offsets, 'lenses');
  for (let from = 0; from < records.length; from += 4) {
    const task = await lensesS3SinkTask.start(raw, sinkContext(raw, null, state));
    await task.put(records.slice(Math.max(0, from - 2), from + 4));
    await task.flush?.([]);
    await task.stop?.();
  }
};
