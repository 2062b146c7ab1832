import { RetriableError } from '../../connect/errors.ts';
import type { Clock } from '../clock.ts';
import { StageError } from './stage.ts';
import type { MutableTaskErrorCounts } from './task-error-counts.ts';

/** As Kafka's `RETRIES_DELAY_MIN_MS`. */
const FIRST_BACKOFF_MS = 300;

interface RetryConfig {
  readonly 'errors.retry.timeout': number;
  readonly 'errors.retry.delay.max.ms': number;
}

/** Until when there is time for another try; a pause never goes beyond. */
interface RetryBounds {
  /** In milliseconds since the epoch. */
  readonly giveUpAt: number;
  readonly signal?: AbortSignal;
}

/** Does again what failed in passing; costs nothing where nothing fails. */
export interface StageRetries {
  /**
   * Tries `attempt` until it succeeds.
   *
   * @throws StageError when it failed for good, or for longer than `errors.retry.timeout`; RetriableError when there was no
   * time left to find out.
   */
  retry<T>(failed: StageError, attempt: () => T, bounds: RetryBounds): Promise<T>;
}

const outOfTime = (failed: StageError): RetriableError =>
  new RetriableError(`Stage ${failed.stage} of class ${failed.className} still fails: ${failed.message}`, {
    cause: failed.cause,
  });

/**
 * Follows `RetryWithToleranceOperator.execAndRetry` (KIP-298): from 300 ms on, doubling, at random once beyond
 * `errors.retry.delay.max.ms`. There the failed operation alone is repeated, here the whole way of the one record, whose other
 * steps have no effects.
 */
export const createStageRetries = (options: {
  readonly config: RetryConfig;
  readonly clock: Clock;
  readonly counts: MutableTaskErrorCounts;
  /** As `Math.random`. */
  readonly random?: () => number;
}): StageRetries => {
  const { config, clock, counts, random = Math.random } = options;
  const timeoutMs = config['errors.retry.timeout'];
  const maxDelayMs = config['errors.retry.delay.max.ms'];

  const pauseFor = (attempt: number, deadline: number): number => {
    const backoff = FIRST_BACKOFF_MS * 2 ** attempt;
    const pause = backoff > maxDelayMs ? random() * maxDelayMs : backoff;
    return Math.max(0, Math.min(pause, deadline - clock.now()));
  };

  return {
    retry: async (first, attempt, { giveUpAt, signal }) => {
      const deadline = timeoutMs < 0 ? Number.POSITIVE_INFINITY : clock.now() + timeoutMs;
      let failed = first;
      for (let retries = 0; failed.cause instanceof RetriableError && clock.now() < deadline; retries += 1) {
        const pause = pauseFor(retries, deadline);
        if (clock.now() + pause > giveUpAt) throw outOfTime(failed);
        counts['total-record-failures'] += 1;
        await clock.sleep(pause, signal);
        if (signal?.aborted) throw outOfTime(failed);
        counts['total-retries'] += 1;
        try {
          return attempt();
        } catch (error) {
          if (!(error instanceof StageError)) throw error;
          failed = error;
        }
      }
      throw failed;
    },
  };
};
