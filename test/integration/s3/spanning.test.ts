import { expect, test } from 'vitest';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import type { SinkTask, SinkTaskState } from '../../../lib/connect/sink-task.ts';
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
