import { expect, test } from 'vitest';
import { deliberateDifferences } from './deliberate-differences.ts';
import { recordedCases } from './recorded.ts';

test.each(deliberateDifferences)('$heading, $given: is in the record, and has a reason', (one) => {
  const cases = recordedCases(one.heading).filter(({ given }) => given === one.given);
  expect(cases.map(({ expected }) => expected)).toEqual([expect.stringContaining(one.recorded ?? '')]);
  expect(cases[0]?.expected).not.toContain(one.ours);
  expect(one.reason.length).toBeGreaterThan(20);
});

test('the differences are few', () => {
  expect(deliberateDifferences.length).toBeLessThanOrEqual(5);
});
