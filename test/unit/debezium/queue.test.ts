import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createQueue } from '../../../lib/connectors/debezium/queue.ts';

test('what comes first goes first, however pushes and reads are mixed', () => {
  const queue = createQueue<number>();
  const read: Array<number | undefined> = [];
  for (const next of [1, 2, 3]) queue.push(next);
  read.push(queue.shift(), queue.shift());
  queue.push(4);
  while (!queue.isEmpty()) read.push(queue.shift());
  expect([...read, queue.shift()]).toEqual([1, 2, 3, 4, undefined]);
});

test('what was read is let go while others wait', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const queue = createQueue<object>();
  const readOne = (): WeakRef<object> => {
    queue.push({});
    queue.push({});
    return new WeakRef(queue.shift() ?? {});
  };
  const read = readOne();
  // A weak reference holds until its turn of the event loop is over.
  await new Promise(setImmediate);
  collect();
  expect([read.deref(), queue.isEmpty()]).toEqual([undefined, false]);
});
