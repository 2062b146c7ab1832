import { randomUUID } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { inject } from 'vitest';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import type { ErrantRecordReporter, SinkTask, SinkTaskState } from '../../../lib/connect/sink-task.ts';
import { s3SinkTask } from '../../../lib/connectors/object-storage/s3-sink/task.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';
import { createBucket } from '../../services/s3/create-bucket.ts';

const S3 = 'io.confluent.connect.s3';

/** A bucket of its own for one test, read without the connector's help. */
export interface TestBucket {
  readonly name: string;
  /** How a sink writes there, in files that end with their batch. */
  readonly config: Readonly<Record<string, string>>;
  readonly client: S3Client;
  /** The keys of its objects in order. */
  keys(): Promise<readonly string[]>;
  read(key: string): Promise<Buffer>;
  startSink(
    more?: Readonly<Record<string, string>>,
    reporter?: ErrantRecordReporter,
    state?: SinkTaskState,
  ): Promise<SinkTask>;
}

export const createTestBucket = async (): Promise<TestBucket> => {
  const connection = inject('s3');
  const { endpoint, region, accessKeyId, secretAccessKey } = connection;
  const name = `sink-${randomUUID()}`;
  await createBucket(connection, name);
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
  });
  const config = {
    's3.bucket.name': name,
    's3.region': region,
    'store.url': endpoint,
    'aws.access.key.id': accessKeyId,
    'aws.secret.access.key': secretAccessKey,
    'storage.class': `${S3}.storage.S3Storage`,
    'format.class': `${S3}.format.json.JsonFormat`,
    'flush.size': '1000',
    'files.span.batches': 'false',
  };
  return {
    name,
    config,
    client,
    keys: async () => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: name }));
      return Contents.map(({ Key = '' }) => Key);
    },
    read: async (key) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: key }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
    startSink: (more = {}, reporter, state) => {
      const raw = { ...config, ...more };
      return s3SinkTask.start(raw, sinkContext(raw, reporter, state));
    },
  };
};

export const sinkRecord = (
  kafkaOffset: number,
  value: SinkRecord['value'],
  more: Partial<SinkRecord> = {},
): SinkRecord => ({
  topic: 'orders',
  kafkaPartition: 0,
  kafkaOffset,
  keySchema: null,
  key: null,
  valueSchema: null,
  value,
  timestamp: Date.UTC(2024, 1, 29, 22, 30),
  timestampType: 'CREATE_TIME',
  headers: [],
  originalTopic: 'orders',
  originalKafkaPartition: more.kafkaPartition ?? 0,
  originalKafkaOffset: kafkaOffset,
  ...more,
});

/** Delivers one batch to a new task. */
export const deliver = async (
  bucket: TestBucket,
  records: readonly SinkRecord[],
  more: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const task = await bucket.startSink(more);
  try {
    await task.put(records);
    await task.flush?.([]);
  } finally {
    await task.stop?.();
  }
};
