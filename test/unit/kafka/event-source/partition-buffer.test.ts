import { expect, test } from 'vitest';
import { createPartitionBuffer } from '../../../../lib/standalone/event-source/partition-buffer.ts';
import { checkSettings } from '../../../../lib/standalone/event-source/settings.ts';
import { records } from './records.ts';

const offsets = (taken: ReturnType<typeof records>) => taken.map(({ offset }) => offset);

test('no more than a batch is taken at once, in order', () => {
  const buffer = createPartitionBuffer({ batchSize: 2, maxBytes: 1_000_000 });
  buffer.append(records(0, 3));
  buffer.append(records(3, 2));
  expect(buffer.isFull()).toBe(true);
  expect([buffer.take(), buffer.take(), buffer.take()].map(offsets)).toEqual([[0, 1], [2, 3], [4]]);
  expect([buffer.isEmpty(), buffer.isFull()]).toEqual([true, false]);
});

test('no more than the payload allows is taken at once, but one record always', () => {
  const buffer = createPartitionBuffer({ batchSize: 100, maxBytes: 1_000 });
  const large = records(0, 3).map((record) => ({ ...record, value: Buffer.alloc(record.offset === 1 ? 2_000 : 300) }));
  buffer.append([...large, ...records(3, 1)]);
  expect([buffer.take(), buffer.take(), buffer.take()].map(offsets)).toEqual([[0], [1], [2, 3]]);
});

const settings = {
  batchSize: 1,
  batchingWindowMs: 0,
  startingPosition: 'LATEST',
  reportBatchItemFailures: true,
} as const;

test.each([
  { batchSize: 0 },
  { batchSize: 10_001 },
  { batchingWindowMs: 300_001 },
  { maximumRetryAttempts: 10_001 },
  { maximumRecordAgeSeconds: 59 },
])('%j is refused as Lambda would', (change) => {
  expect(() => checkSettings({ ...settings, ...change })).toThrow('Invalid value');
});
