import { isDeepStrictEqual } from 'node:util';
import { concerns, type DifferenceCase, messageOf } from './difference.ts';
import { differences } from './differences.ts';
import type { RecordingName } from './recorded-exchange.ts';
import type { Comparison } from './replay.ts';

const withoutDifferences = (comparison: Comparison, applied: readonly DifferenceCase[]): Comparison =>
  applied.reduce(
    ({ id, recorded, actual }, { alike }) => ({
      id,
      recorded: alike?.(recorded) ?? recorded,
      actual: alike?.(actual) ?? actual,
    }),
    comparison,
  );

const isHere = ({ actual }: Comparison, { status, message }: NonNullable<DifferenceCase['here']>): boolean =>
  actual.status === status && (message?.test(messageOf(actual)) ?? true);

/** Whether the answer is the recorded one, but for these differences. */
const agrees = (comparison: Comparison, applied: readonly DifferenceCase[]): boolean => {
  const here = applied.find((difference) => difference.here)?.here;
  if (here !== undefined) return isHere(comparison, here);
  const { recorded, actual } = withoutDifferences(comparison, applied);
  return isDeepStrictEqual(recorded, actual);
};

/** What is left to compare, for a readable failure. */
export interface Judgement extends Comparison {
  readonly passes: boolean;
  /** Reasons of differences that make no difference any more. */
  readonly needless: readonly string[];
}

/** Compares one answer with the recorded one, but for the deliberate differences. */
export const judge = (recording: RecordingName, comparison: Comparison): Judgement => {
  const applied = differences.flatMap(({ reason, cases }) =>
    cases.filter((one) => concerns(one, recording, comparison.id)).map((one) => ({ ...one, reason })),
  );
  const needless = applied.filter((one) =>
    agrees(
      comparison,
      applied.filter((other) => other !== one),
    ),
  );
  return {
    ...withoutDifferences(comparison, applied),
    passes: agrees(comparison, applied),
    needless: needless.map(({ reason }) => reason),
  };
};
