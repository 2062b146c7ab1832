import { expect, test } from 'vitest';
import { silentLogger } from '../../../../lib/connect/logger.ts';
import { createCommitQueue } from '../../../../lib/standalone/event-source/commit-queue.ts';

const start = () => {
  const committed: number[][] = [];
  let wake: () => void = () => {};
  const queue = createCommitQueue({
    commit: async (offsets) => {
      committed.push(offsets.map(({ offset }) => offset));
    },
    clock: {
      now: () => 0,
      sleep: (_, signal) =>
        new Promise((resolve) => {
          wake = resolve;
          if (signal?.aborted) resolve();
          signal?.addEventListener('abort', () => resolve());
        }),
    },
    random: () => 0.5,
    signal: new AbortController().signal,
    log: silentLogger,
  });
  const add = (offset: number): void => queue.add({ topic: 't', partition: 0, offset }, () => true);
  const turn = (): Promise<void> => new Promise(setImmediate);
  return { queue, committed, add, turn, pass: () => wake() };
};

test('what comes soon after a commit waits, and only the newest offset is committed then', async () => {
  const { committed, add, turn, pass } = start();
  add(1);
  await turn();
  expect(committed).toEqual([[1]]);
  add(2);
  add(3);
  await turn();
  expect(committed).toEqual([[1]]);
  pass();
  await turn();
  expect(committed).toEqual([[1], [3]]);
});

test('a flush does not wait', async () => {
  const { queue, committed, add, turn } = start();
  add(1);
  await turn();
  add(2);
  await queue.flush();
  expect(committed).toEqual([[1], [2]]);
});
