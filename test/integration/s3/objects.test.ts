import { HeadObjectCommand, ListMultipartUploadsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { ConnectError, RetriableError } from '../../../lib/connect/errors.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import { createTestBucket, deliver, sinkRecord, type TestBucket } from './bucket.ts';

const PARTITIONERS = 'io.confluent.connect.storage.partitioner';
const KEY = 'topics/orders/partition=0/orders+0+0000000000.json';

const numbered = (first: number, last: number): SinkRecord[] =>
  Array.from({ length: last - first + 1 }, (_, index) => sinkRecord(first + index, { n: first + index }));

const numbersIn = async (bucket: TestBucket): Promise<Record<string, number[]>> => {
  const files: Record<string, number[]> = {};
  for (const key of await bucket.keys()) {
    const lines = (await bucket.read(key)).toString().trim().split('\n');
    files[key.replace(/^.*\+0*(?=\d)/, '')] = lines.map((line) => JSON.parse(line).n);
  }
  return files;
};

test('files end at offsets divisible by flush.size and at the end of a batch', async () => {
  const bucket = await createTestBucket();
  await deliver(bucket, numbered(4, 11), { 'flush.size': '5' });
  expect(await numbersIn(bucket)).toEqual({ '4.json': [4], '5.json': [5, 6, 7, 8, 9], '10.json': [10, 11] });
});

test('redelivery in other batches overwrites', async () => {
  const bucket = await createTestBucket();
  const config = { 'flush.size': '5' };
  await deliver(bucket, numbered(0, 11), config);
  await deliver(bucket, numbered(0, 6), config);
  await deliver(bucket, numbered(7, 11), config);
  expect(await numbersIn(bucket)).toEqual({
    '0.json': [0, 1, 2, 3, 4],
    '5.json': [5, 6],
    '7.json': [7, 8, 9],
    '10.json': [10, 11],
  });
});

test.each(['true', 'false'])(
  'an equal object is left alone only if writes are conditional: %s',
  async (conditional) => {
    const bucket = await createTestBucket();
    const lastModified = async () =>
      (await bucket.client.send(new HeadObjectCommand({ Bucket: bucket.name, Key: KEY }))).LastModified?.getTime();
    const config = { 'enable.conditional.writes': conditional };
    await deliver(bucket, numbered(0, 3), config);
    const before = await lastModified();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await deliver(bucket, numbered(0, 3), config);
    expect((await lastModified()) === before).toBe(conditional === 'true');
  },
);

test('another object in the way is overwritten', async () => {
  const bucket = await createTestBucket();
  await bucket.client.send(new PutObjectCommand({ Bucket: bucket.name, Key: KEY, Body: 'foreign' }));
  await deliver(bucket, numbered(0, 1));
  expect((await bucket.read(KEY)).toString()).toBe('{"n":0}\n{"n":1}\n');
});

test('of several writers at once each succeeds or is told to try again', async () => {
  const bucket = await createTestBucket();
  const outcomes = await Promise.allSettled([3, 4, 5, 6, 7].map((last) => deliver(bucket, numbered(0, last))));
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  for (const failure of failures) expect(failure).toBeInstanceOf(RetriableError);
  expect(failures.length).toBeLessThan(5);
  const { '0.json': stored } = await numbersIn(bucket);
  expect(stored?.length).toBeGreaterThanOrEqual(4);
});

test('a missing bucket fails the task, naming it', async () => {
  const bucket = await createTestBucket();
  const writing = deliver(bucket, numbered(0, 0), { 's3.bucket.name': 'no-such-bucket-anywhere' });
  await expect(writing).rejects.toThrow('Non-existent S3 bucket: no-such-bucket-anywhere');
  await expect(writing).rejects.not.toBeInstanceOf(RetriableError);
});

test('refused credentials fail the task, naming bucket and cause', async () => {
  const bucket = await createTestBucket();
  const writing = deliver(bucket, numbered(0, 0), { 'aws.secret.access.key': 'wrong' });
  await expect(writing).rejects.toThrow(new RegExp(`in S3 bucket ${bucket.name} failed: SignatureDoesNotMatch`));
  await expect(writing).rejects.toSatisfy(
    (error) => error instanceof ConnectError && !(error instanceof RetriableError),
  );
});

test('an endpoint that does not answer is tried again', async () => {
  const bucket = await createTestBucket();
  const writing = deliver(bucket, numbered(0, 0), { 'store.url': 'http://127.0.0.1:9', 's3.part.retries': '0' });
  await expect(writing).rejects.toBeInstanceOf(RetriableError);
});

test('large objects are uploaded in parts, conditionally too', async () => {
  const bucket = await createTestBucket();
  const records = Array.from({ length: 6 }, (_, offset) => sinkRecord(offset, { text: 'x'.repeat(2 ** 20) }));
  const config = { 's3.part.size': '5242880' };
  await deliver(bucket, records, config);
  await deliver(bucket, records, config);
  await deliver(bucket, records.slice(0, 5.5), config);
  const { ContentLength, ContentType } = await bucket.client.send(
    new HeadObjectCommand({ Bucket: bucket.name, Key: KEY }),
  );
  expect([ContentLength, ContentType]).toEqual([5 * (2 ** 20 + 12), 'application/json']);
  const { Uploads = [] } = await bucket.client.send(new ListMultipartUploadsCommand({ Bucket: bucket.name }));
  expect(Uploads).toEqual([]);
});

test.each([
  [
    'time',
    {
      'partitioner.class': `${PARTITIONERS}.TimeBasedPartitioner`,
      'partition.duration.ms': '3600000',
      'path.format': "'year'=YYYY/'month'=MM/'day'=dd/'hour'=HH",
      locale: 'en-US',
      timezone: 'Europe/Paris',
      'timestamp.extractor': 'Record',
    },
    'topics/orders/year=2024/month=02/day=29/hour=23/orders+0+0000000000.json',
  ],
  [
    'day',
    {
      'partitioner.class': `${PARTITIONERS}.DailyPartitioner`,
      locale: 'en',
      timezone: 'Asia/Tokyo',
      'timestamp.extractor': 'RecordField',
      'timestamp.field': 'meta.at',
    },
    'topics/orders/year=2024/month=03/day=01/orders+0+0000000000.json',
  ],
  [
    'field',
    {
      'partitioner.class': `${PARTITIONERS}.FieldPartitioner`,
      'partition.field.name': 'meta.country,n',
      'topics.dir': '',
      'file.delim': '-',
      'filename.offset.zero.pad.width': '3',
    },
    'orders/meta.country=FR/n=1/orders-0-000.json',
  ],
])('partitions by %s', async (_name, config, key) => {
  const bucket = await createTestBucket();
  await deliver(bucket, [sinkRecord(0, { n: 1, meta: { at: '2024-02-29T17:30:00+01:00', country: 'FR' } })], config);
  expect(await bucket.keys()).toEqual([key]);
});

test('stores 100,000 records of 100 bytes within reason', async () => {
  const bucket = await createTestBucket();
  const text = 'x'.repeat(80);
  const records = Array.from({ length: 100_000 }, (_, offset) => sinkRecord(offset, { id: offset, text }));
  const task = await bucket.startSink({ 'flush.size': '10000' });
  const before = process.cpuUsage();
  for (let start = 0; start < records.length; start += 10_000) {
    await task.put(records.slice(start, start + 10_000));
    await task.flush?.([]);
  }
  const { user, system } = process.cpuUsage(before);
  await task.stop?.();
  expect(await bucket.keys()).toHaveLength(10);
  const seconds = (user + system) / 1e6;
  console.log(`S3 sink, JSON: ${(seconds * 10).toFixed(2)} CPU s per million records`);
  expect(seconds).toBeLessThan(5);
});
