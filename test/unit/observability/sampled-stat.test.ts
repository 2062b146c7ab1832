import { expect, test } from 'vitest';
import { createSampledStat } from '../../../lib/observability/metrics/sampled-stat.ts';

const WINDOW_MS = 30_000;

const given = (windowMs = WINDOW_MS) => {
  let now = 1_000_000;
  const stat = createSampledStat(windowMs, () => now);
  return {
    stat,
    pass: (ms: number) => {
      now += ms;
    },
  };
};

test('nothing was recorded: nothing to tell but that', () => {
  const { stat } = given();
  expect([stat.total(), stat.rate(), stat.avg(), stat.max()]).toEqual([0, undefined, undefined, undefined]);
});

test('average, maximum and total of what was recorded', () => {
  const { stat } = given();
  for (const value of [2, 4, 9]) stat.record(value);
  expect([stat.total(), stat.avg(), stat.max()]).toEqual([15, 5, 9]);
});

test('the sample before the current one counts, older ones do not', () => {
  const { stat, pass } = given();
  stat.record(100);
  pass(WINDOW_MS);
  stat.record(10);
  expect([stat.avg(), stat.max()]).toEqual([55, 100]);
  pass(WINDOW_MS);
  stat.record(20);
  expect([stat.avg(), stat.max(), stat.total()]).toEqual([15, 20, 130]);
});

test('after a long silence there is no average, and the rate is 0', () => {
  const { stat, pass } = given();
  stat.record(100);
  pass(10 * WINDOW_MS);
  expect([stat.avg(), stat.max(), stat.rate(), stat.total()]).toEqual([undefined, undefined, 0, 100]);
});

test('the rate is over the time looked back on, at least one sample', () => {
  const { stat, pass } = given();
  stat.record(300);
  pass(1000);
  expect(stat.rate()).toBe(10);
  pass(WINDOW_MS);
  stat.record(320);
  expect(stat.rate()).toBeCloseTo(20);
});

test('an infinite window forgets nothing', () => {
  const { stat, pass } = given(Number.POSITIVE_INFINITY);
  stat.record(1);
  pass(1e9);
  stat.record(3);
  expect([stat.avg(), stat.max(), stat.total()]).toEqual([2, 3, 4]);
});
