import { RetriableError } from '../connect/errors.ts';
import { forEachConcurrently } from '../herder/reconciler/for-each-concurrently.ts';

const CONCURRENCY = 5;

type Work = () => Promise<void>;

/**
 * Does all of it, whatever fails. What no repetition mends is thrown before what one may.
 *
 * @throws the first permanent error, else the first RetriableError.
 */
export const settle = async (works: readonly Work[]): Promise<void> => {
  const errors = await forEachConcurrently(works, CONCURRENCY, (work) => work());
  const worst = errors.find((error) => !(error instanceof RetriableError)) ?? errors[0];
  if (worst !== undefined) throw worst;
};
