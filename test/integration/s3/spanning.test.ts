import { expect, test } from 'vitest';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import { INT32_SCHEMA, OPTIONAL_STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import type { SinkTask, SinkTaskState } from '../../../lib/connect/sink-task.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { createSinkTaskState } from '../../../lib/runtime/sink/sink-task-state.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { createTestBucket, sinkRecord, type TestBucket } from './bucket.ts';

const remembered = (): SinkTaskState => createSinkTaskState(createMemoryStorage().offsets, 'contract');

const numbered = (from: number, to: number, text = ''): readonly SinkRecord[] =>
  Array.from({ length: to - from }, (_, index) => sinkRecord(from + index, { n: from + index, text }));

const deliver = async (task: SinkTask, records: readonly SinkRecord[]): Promise<void> => {
  await task.put(records);
  await task.flush?.([]);
};

const linesIn = async (bucket: TestBucket, key: string): Promise<readonly string[]> =>
  (await bucket.read(key)).toString('utf8').trim().split('\n');

const finished = async (bucket: TestBucket): Promise<readonly string[]> =>
  (await bucket.keys()).filter((key) => !key.startsWith('topics/+tmp/'));

test('a file grows over batches and tasks until flush.size, and its pieces go then', async () => {
  const bucket = await createTestBucket();
  const state = remembered();
  const config = { 'flush.size': '25', 'files.span.batches': 'true' };
  for (let from = 0; from < 60; from += 10) {
    const task = await bucket.startSink(config, undefined, state);
    await deliver(task, numbered(from, from + 10));
    // Delivered again, whole and in part.
    await deliver(task, numbered(Math.max(0, from - 4), from + 10));
    await task.stop?.();
  }
  const keys = [
    'topics/orders/partition=0/orders+0+0000000000.json',
    'topics/orders/partition=0/orders+0+0000000025.json',
  ];
  expect(await finished(bucket)).toEqual(keys);
  const lines = await Promise.all(keys.map((key) => linesIn(bucket, key)));
  expect(lines.flat().map((line) => JSON.parse(line).n)).toEqual(Array.from({ length: 50 }, (_, n) => n));
  const pieces = await bucket.keys();
  expect(pieces.length - keys.length).toBe(1);
  const last = await bucket.startSink({ ...config, 'flush.size': '60' }, undefined, state);
  await deliver(last, []);
  expect((await bucket.keys()).length).toBe(3);
  expect(await linesIn(bucket, 'topics/orders/partition=0/orders+0+0000000050.json')).toHaveLength(10);
});

test('large pieces are joined within S3', async () => {
  const bucket = await createTestBucket();
  const config = { 'flush.size': '300', 'files.span.batches': 'true', 's3.part.size': '5242880' };
  const task = await bucket.startSink(config, undefined, remembered());
  const text = 'x'.repeat(60_000);
  for (let from = 0; from < 300; from += 50) await deliver(task, numbered(from, from + 50, text));
  const [key = '', ...others] = await bucket.keys();
  expect(others).toEqual([]);
  const lines = await linesIn(bucket, key);
  expect(lines.map((line) => JSON.parse(line))).toEqual(Array.from({ length: 300 }, (_, n) => ({ n, text })));
});

const older = structSchema([['n', INT32_SCHEMA]], { name: 'Order', version: 1 });
const newer = structSchema(
  [
    ['n', INT32_SCHEMA],
    ['more', OPTIONAL_STRING_SCHEMA],
  ],
  { name: 'Order', version: 2 },
);
/** Has no default for a field that others lack, so that nothing can be brought to it. */
const strict = structSchema(
  [
    ['n', INT32_SCHEMA],
    ['id', INT32_SCHEMA],
  ],
  { name: 'Order', version: 3 },
);

const mixed: readonly SinkRecord[] = [
  sinkRecord(0, new Struct(older, [0]), { valueSchema: older }),
  sinkRecord(1, new Struct(newer, [1, 'x']), { valueSchema: newer }),
  sinkRecord(2, new Struct(older, [2]), { valueSchema: older }),
  sinkRecord(3, new Struct(strict, [3, 7]), { valueSchema: strict }),
  sinkRecord(4, new Struct(older, [4]), { valueSchema: older }),
];

test.each([
  ['NONE', [['{"n":0}', '{"n":2}', '{"n":4}'], ['{"n":1,"more":"x"}'], ['{"n":3,"id":7}']]],
  ['BACKWARD', [['{"n":0}'], ['{"n":1,"more":"x"}', '{"n":2,"more":null}'], ['{"n":3,"id":7}'], ['{"n":4}']]],
  ['FULL', [['{"n":0}'], ['{"n":1,"more":"x"}', '{"n":2,"more":null}'], ['{"n":3,"id":7}'], ['{"n":4}']]],
  ['FORWARD', [['{"n":0}', '{"n":1}', '{"n":2}', '{"n":3}', '{"n":4}']]],
])('schemas change, as schema.compatibility says: %s', async (compatibility, files) => {
  const bucket = await createTestBucket();
  const config = { 'files.span.batches': 'true', 'flush.size': '5', 'schema.compatibility': compatibility };
  const task = await bucket.startSink(config, undefined, remembered());
  await deliver(task, mixed.slice(0, 2));
  await deliver(task, mixed.slice(2));
  await task.stop?.();
  const lines = await Promise.all((await finished(bucket)).map((key) => linesIn(bucket, key)));
  expect(lines).toEqual(files);
});

test('schemas without versions are reported where they are to be compared', async () => {
  const bucket = await createTestBucket();
  const reported: number[] = [];
  const reporter = { report: async ({ kafkaOffset }: SinkRecord) => void reported.push(kafkaOffset) };
  const config = { 'files.span.batches': 'true', 'schema.compatibility': 'BACKWARD' };
  const task = await bucket.startSink(config, reporter, remembered());
  const plain = structSchema([['n', INT32_SCHEMA]]);
  await deliver(task, [sinkRecord(0, new Struct(plain, [0]), { valueSchema: plain })]);
  await task.stop?.();
  expect(reported).toEqual([0]);
});
