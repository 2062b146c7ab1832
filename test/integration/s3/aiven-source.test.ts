import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { SinkRecord, SourceRecord } from '../../../lib/connect/record.ts';
import { INT64_SCHEMA, OPTIONAL_STRING_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { aivenS3SinkTask } from '../../../lib/connectors/object-storage/aiven-s3-sink/task.ts';
import { aivenS3Source } from '../../../lib/connectors/object-storage/aiven-s3-source/connector.ts';
import { aivenS3SourceTask } from '../../../lib/connectors/object-storage/aiven-s3-source/task.ts';
import { createSinkTaskState } from '../../../lib/runtime/sink/sink-task-state.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';
import { sourceTaskContract } from '../../contract/tasks/source-task-contract.ts';
import { aivenConnection, aivenSourceConfig, drain, readWithAiven, startAivenSource } from './aiven-source-tasks.ts';
import { createTestBucket, sinkRecord, type TestBucket } from './bucket.ts';
import { putObject } from './source-tasks.ts';

let bucket: TestBucket;

beforeEach(async () => {
  bucket = await createTestBucket();
});

const withValues = (records: readonly SourceRecord[]) => records.filter(({ offsetOnly }) => offsetOnly !== true);
const valuesOf = (records: readonly SourceRecord[]) => withValues(records).map(({ value }) => value);
const objectOf = ({ key }: SourceRecord): string =>
  key instanceof Uint8Array ? Buffer.from(key).toString() : String(key);

const person = structSchema(
  [
    ['name', STRING_SCHEMA],
    ['age', INT64_SCHEMA],
  ],
  { name: 'com.example.Person' },
);

const plain = (value: ConnectValue): unknown =>
  value instanceof Struct
    ? Object.fromEntries(
        value.schema.fields.map(({ name }, index) => [name, plain(value.values[index] ?? null)] as const),
      )
    : value;

/** What Aiven's sink makes of ten records, in files of four. */
const sink = async (more: RawConfig) => {
  const raw = { ...aivenConnection(bucket), 'file.max.records': '4', 'files.span.batches': 'false', ...more };
  const records = Array.from(
    { length: 10 },
    (_, n): SinkRecord =>
      sinkRecord(n, new Struct(person, [`n${n}`, n]), {
        keySchema: OPTIONAL_STRING_SCHEMA,
        key: `k${n}`,
        valueSchema: person,
      }),
  );
  const task = await aivenS3SinkTask.start(
    raw,
    sinkContext(raw, null, createSinkTaskState(createMemoryStorage().offsets, 'aiven')),
  );
  await task.put(records);
  await task.flush?.([]);
  await task.stop?.();
};

describe('what the sink wrote is read', () => {
  const FIELDS = { 'format.output.fields': 'key,value' };
  test.each([
    ['jsonl', 'gzip'],
    ['jsonl', 'snappy'],
    ['jsonl', 'zstd'],
    ['avro', 'none'],
    ['avro', 'gzip'],
    ['parquet', 'zstd'],
  ])('%s, %s', async (format, compression) => {
    const shared = { 'file.compression.type': compression };
    await sink({ ...FIELDS, ...shared, 'format.output.type': format });
    const records = withValues(await readWithAiven(bucket, { ...shared, 'input.format': format }));
    expect(records.map(({ value }) => plain(value))).toEqual(
      Array.from({ length: 10 }, (_, n) => ({ key: `k${n}`, value: { name: `n${n}`, age: n } })),
    );
    expect(new Set(records.map(({ topic, kafkaPartition }) => `${topic} ${kafkaPartition}`))).toEqual(
      new Set(['orders 0']),
    );
    expect(records[4]).toMatchObject({
      keySchema: format === 'avro' ? { type: 'BYTES' } : null,
      sourcePartition: { bucket: bucket.name, objectKey: expect.stringMatching(/^orders-0-4/) },
      sourceOffset: { recordCount: 1 },
    });
  });
});

test('bytes come in chunks, with the key of their object', async () => {
  await putObject(bucket, 'in/t-3-0', 'abcdefgh');
  const records = await readWithAiven(bucket, { 'input.format': 'bytes', 'transformer.max.buffer.size': '3' });
  expect(valuesOf(records).map(String)).toEqual(['abc', 'def', 'gh']);
  expect(records.map(objectOf)).toEqual(Array(3).fill('in/t-3-0'));
  expect(records.map(({ sourceOffset }) => sourceOffset)).toEqual([
    { recordCount: 1 },
    { recordCount: 2 },
    { recordCount: 3, eof: true },
  ]);
});

test('names say topics and partitions; configured topics win, and other keys are not read', async () => {
  await putObject(bucket, 'a-b-1-10.txt', '{"n":1}\n');
  await putObject(bucket, '22-10-12/c-1-17', '{"n":2}');
  await putObject(bucket, 'nothing', '{"n":3}');
  await putObject(bucket, 'topics/+tmp/sink/t-0-0', '{"n":4}');
  await putObject(bucket, 'empty-1-1', '');
  const places = (records: readonly SourceRecord[]) =>
    withValues(records).map(({ topic, kafkaPartition, value }) => [topic, kafkaPartition, value]);
  expect(places(await readWithAiven(bucket))).toEqual([
    ['22', 10, { n: 2 }],
    ['a-b', 1, { n: 1 }],
  ]);
  const all = { topic: 'all', 'file.name.template': '.*', 'native.start.key': 'a' };
  expect(places(await readWithAiven(bucket, all))).toEqual([
    ['all', null, { n: 1 }],
    ['all', null, { n: 3 }],
  ]);
  const prefixed = { 'aws.s3.prefix': '22-', topic: 'all' };
  expect(places(await readWithAiven(bucket, prefixed))).toEqual([['all', 10, { n: 2 }]]);
});

test.each(['object_hash', 'partition'])('tasks share objects by %s', async (type) => {
  const keys = Array.from({ length: 20 }, (_, n) => `t-${n}-0`);
  for (const key of keys) await putObject(bucket, key, `"${key}"`);
  const config = { 'distribution.type': type };
  const parts = await Promise.all(
    [0, 1, 2].map(async (task) => valuesOf(await readWithAiven(bucket, config, { task, tasks: 3 }))),
  );
  expect(parts.flat().map(String).sort()).toEqual(keys.toSorted());
  const shares = parts.map((part) => part.length);
  expect(Math.min(...shares)).toBeGreaterThan(0);
  if (type === 'partition') expect(shares).toEqual([7, 7, 6]);
});

test('a task goes on where its offsets say, without what it read before', async () => {
  const lines = (from: number) => Array.from({ length: 5 }, (_, n) => `${from + n}\n`).join('');
  for (const n of [0, 5, 10]) await putObject(bucket, `t-0-${String(n).padStart(3, '0')}.gz`, gzipSync(lines(n)));
  const config = { 'file.compression.type': 'gzip', 'max.poll.records': '2' };
  const all = await readWithAiven(bucket, config);
  expect(valuesOf(all)).toEqual(Array.from({ length: 15 }, (_, n) => n));
  for (const count of [1, 4, 5, 7, 14, 15]) {
    const before = withValues(all).slice(0, count);
    expect(valuesOf(await readWithAiven(bucket, config, { before }))).toEqual(valuesOf(all).slice(count));
  }
});

test('objects that appear later are found, also before those that were read, in a ring of any size', async () => {
  const running = await startAivenSource(bucket, { 'ring.buffer.size': '3', 'file.name.template': '.*', topic: 't' });
  const put = (key: string) => putObject(bucket, key, `"${key}"`);
  for (const key of ['b', 'd']) await put(key);
  expect(valuesOf(await drain(running))).toEqual(['b', 'd']);
  for (const key of ['a', 'c']) await put(key);
  expect(valuesOf(await drain(running))).toEqual(['a', 'c']);
  for (const key of ['b5', 'e']) await put(key);
  expect(valuesOf(await drain(running))).toEqual(['b5', 'e']);
  await put('f');
  expect(valuesOf(await drain(running))).toEqual(['f']);
  await running.stop?.();
});

test('what cannot be read fails the task, or is left out with the rest of its object', async () => {
  await putObject(bucket, 't-0-0', '{"n":1}\n{"n":2\n{"n":3}\n');
  await putObject(bucket, 't-0-1', '{"n":4}');
  await expect(readWithAiven(bucket)).rejects.toThrow(
    /Object t-0-0 cannot be read beyond record 1: A line is not JSON/,
  );
  const records = await readWithAiven(bucket, { 'errors.tolerance': 'all' });
  expect(valuesOf(records)).toEqual([{ n: 1 }, { n: 4 }]);
  expect(valuesOf(await readWithAiven(bucket, { 'errors.tolerance': 'all' }, { before: records }))).toEqual([]);
  await expect(readWithAiven(bucket, { 'file.compression.type': 'snappy' })).rejects.toThrow(
    /Not compressed by snappy/,
  );
  await expect(readWithAiven(bucket, { 'file.compression.type': 'zstd' })).rejects.toThrow(/Not compressed by zstd/);
});

sourceTaskContract('aiven-s3-source', {
  connector: aivenS3Source,
  task: aivenS3SourceTask,
  open: async () => {
    const own = await createTestBucket();
    for (const key of ['a-0-1', 'a-0-2', 'b/c-1-1', 'z-0-0']) await putObject(own, `in/${key}`, '1\n2\n\n3\n');
    const config = aivenSourceConfig(own, { 'max.poll.records': '2' });
    return { config, records: 12, failing: { ...config, 'aws.s3.bucket.name': 'no-such-bucket-anywhere' } };
  },
});
