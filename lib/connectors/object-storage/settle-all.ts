import { asError, RetriableError } from '../../connect/errors.ts';

/** Requests under way at a time. */
const CONCURRENCY = 16;

/** Does all work, several at a time; after a failure no more is begun. @throws the gravest failure. */
export const settleAll = async (work: ReadonlyArray<() => Promise<void>>): Promise<void> => {
  const queue = work.values();
  const failures: Error[] = [];
  const doNext = async (): Promise<void> => {
    for (const next of queue) {
      if (failures.length > 0) return;
      try {
        await next();
      } catch (error) {
        failures.push(asError(error));
      }
    }
  };
  await Promise.allSettled(Array.from({ length: Math.min(CONCURRENCY, work.length) }, doNext));
  const failure = failures.find((error) => !(error instanceof RetriableError)) ?? failures[0];
  if (failure !== undefined) throw failure;
};

/** Does all work in order; after a failure no more is begun. */
export const oneByOne = async (work: ReadonlyArray<() => Promise<void>>): Promise<void> => {
  for (const next of work) await next();
};
