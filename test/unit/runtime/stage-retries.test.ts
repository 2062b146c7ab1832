import { expect, test } from 'vitest';
import { DataError, RetriableError } from '../../../lib/connect/errors.ts';
import type { Clock } from '../../../lib/runtime/clock.ts';
import { StageError } from '../../../lib/runtime/errors/stage.ts';
import { createStageRetries } from '../../../lib/runtime/errors/stage-retries.ts';
import { createTaskErrorCounts } from '../../../lib/runtime/errors/task-error-counts.ts';

const down = () => new StageError('TRANSFORMATION', 'test.Lookup', new RetriableError('down'));

/** Retries on a clock that only sleeping moves; `random` is one half. */
const setUp = (timeoutMs: number, maxDelayMs = 60_000) => {
  let now = 1000;
  const pauses: number[] = [];
  const clock: Clock = {
    now: () => now,
    sleep: async (ms) => {
      pauses.push(ms);
      now += ms;
    },
  };
  const counts = createTaskErrorCounts();
  const config = { 'errors.retry.timeout': timeoutMs, 'errors.retry.delay.max.ms': maxDelayMs };
  const retries = createStageRetries({ config, clock, counts, random: () => 0.5 });
  return { retries, pauses, counts, clock };
};

const failing = (times: number, error: () => Error = down) => {
  let left = times;
  return () => {
    if (left-- > 0) throw error();
    return 'done';
  };
};

const NO_END = { giveUpAt: Number.POSITIVE_INFINITY };

test('an operation that fails in passing is tried again, from 300 ms on and doubling', async () => {
  const { retries, pauses, counts } = setUp(-1);
  expect(await retries.retry(down(), failing(4), NO_END)).toBe('done');
  expect(pauses).toEqual([300, 600, 1200, 2400, 4800]);
  expect(counts).toMatchObject({ 'total-retries': 5, 'total-record-failures': 5, 'total-record-errors': 0 });
});

test('beyond errors.retry.delay.max.ms the pause is a random one below it', async () => {
  const { retries, pauses } = setUp(-1, 1000);
  await retries.retry(down(), failing(3), NO_END);
  expect(pauses).toEqual([300, 600, 500, 500]);
});

test('errors.retry.timeout ends it, and cuts the last pause', async () => {
  const { retries, pauses } = setUp(1000);
  await expect(retries.retry(down(), failing(9), NO_END)).rejects.toBeInstanceOf(StageError);
  expect(pauses).toEqual([300, 600, 100]);
});

test('by default nothing is tried again, and no other error ever is', async () => {
  const { retries, pauses } = setUp(0);
  await expect(retries.retry(down(), failing(0), NO_END)).rejects.toThrow('down');
  const bad = new StageError('VALUE_CONVERTER', 'test.Converter', new DataError('bad'));
  await expect(setUp(-1).retries.retry(bad, failing(0), NO_END)).rejects.toBe(bad);
  expect(pauses).toEqual([]);
});

test('an operation that turns out to fail for good is not tried again', async () => {
  const { retries, pauses } = setUp(-1);
  const bad = new StageError('TRANSFORMATION', 'test.Lookup', new DataError('no such key'));
  await expect(
    retries.retry(
      down(),
      failing(9, () => bad),
      NO_END,
    ),
  ).rejects.toBe(bad);
  expect(pauses).toEqual([300]);
});

test('where the time of the invocation is up first, everything comes again', async () => {
  const { retries, pauses } = setUp(-1);
  const outcome = retries.retry(down(), failing(9), { giveUpAt: 2000 });
  await expect(outcome).rejects.toBeInstanceOf(RetriableError);
  await expect(outcome).rejects.toThrow('Stage TRANSFORMATION of class test.Lookup still fails: down');
  expect(pauses).toEqual([300, 600]);
});

test('a run that is told to end does not try again', async () => {
  const { retries } = setUp(-1);
  const outcome = retries.retry(down(), failing(0), { ...NO_END, signal: AbortSignal.abort() });
  await expect(outcome).rejects.toBeInstanceOf(RetriableError);
});
