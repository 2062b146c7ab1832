import { ConnectError, RetriableError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import type { SearchSettings } from '../settings.ts';

export interface RetryOptions extends Pick<SearchSettings, 'maxRetries' | 'backoffMs'> {
  readonly log: Logger;
  /** From 0 to 1. */
  random(): number;
  sleep(ms: number): Promise<unknown>;
}

const LONGEST_MS = 60_000;

/** The longest pause before a try: it doubles each time. */
export const longestPauseMs = ({ backoffMs }: Pick<RetryOptions, 'backoffMs'>, attempt: number): number =>
  Math.min(LONGEST_MS, backoffMs * 2 ** attempt);

/** Does work again that failed with a RetriableError, after pauses that double and of which chance takes a part. */
export type Retrying = <T>(what: string, work: () => Promise<T>) => Promise<T>;

/** Follows `RetryUtil.callWithRetries`: @throws ConnectError when the tries are used up, which fails the task. */
export const createRetrying =
  (options: RetryOptions): Retrying =>
  async (what, work) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof RetriableError)) throw error;
        if (attempt > options.maxRetries)
          throw new ConnectError(`${error.message} (after ${attempt} attempts)`, { cause: error });
        const pauseMs = Math.floor(longestPauseMs(options, attempt) * options.random());
        options.log.warn(`Failed to ${what}, trying again`, { attempt, pauseMs, cause: error.message });
        await options.sleep(pauseMs);
      }
    }
  };
