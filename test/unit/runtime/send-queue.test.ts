import { expect, test } from 'vitest';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import type { OutgoingRecord } from '../../../lib/runtime/source/outgoing-record.ts';
import { createSendQueue } from '../../../lib/runtime/source/send-queue.ts';

const record: SourceRecord = {
  topic: 't',
  kafkaPartition: null,
  keySchema: null,
  key: null,
  valueSchema: null,
  value: null,
  timestamp: null,
  headers: [],
  sourcePartition: {},
  sourceOffset: {},
};

const outgoing = (bytes: number): OutgoingRecord => ({
  record,
  out: { topic: 't', partition: null, key: null, value: new Uint8Array(bytes), timestamp: null, headers: [] },
});

/** A queue whose deliveries end when they are told to. */
const startQueue = () => {
  const ends: Array<() => void> = [];
  const sizes: number[] = [];
  const queue = createSendQueue((batch) => {
    sizes.push(batch.length);
    return new Promise((resolve) => ends.push(resolve));
  });
  const endOne = async (): Promise<void> => {
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  return { queue, sizes, endOne };
};

const isDone = async (work: Promise<void>): Promise<boolean> => {
  let done = false;
  void work.then(() => {
    done = true;
  });
  await new Promise(setImmediate);
  return done;
};

test('records of any size wait for room: there is some for few large ones, and for many small ones', async () => {
  const { queue, sizes, endOne } = startQueue();
  await queue.add(Array.from({ length: 4 }, () => outgoing(1_000_000)));
  const adding = queue.add([outgoing(1_000_000), outgoing(1_000_000)]);
  expect(await isDone(adding)).toBe(false);
  await endOne();
  expect(await isDone(adding)).toBe(true);
  expect(sizes).toEqual([1, 1]);
});

test('small records wait by their number', async () => {
  const { queue, sizes, endOne } = startQueue();
  await queue.add(Array.from({ length: 2000 }, () => outgoing(1)));
  const adding = queue.add([outgoing(1)]);
  expect(await isDone(adding)).toBe(false);
  await endOne();
  expect(await isDone(adding)).toBe(true);
  expect(sizes).toEqual([1000, 1000]);
});
