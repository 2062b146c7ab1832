import { asError, ConnectError, RetriableError } from '../../../connect/errors.ts';
import type { Dialect } from '../dialect.ts';
import type { Querier } from './querier.ts';

/** Counts how often queries failed in a row, and says what that means for the task. */
export interface QueryFailures {
  /** The table of the query is gone. */
  isMissingTable(error: unknown, querier: Querier): boolean;
  /** What to throw: retriable, until `query.retry.attempts` are used up or the query itself is wrong. */
  failure(error: unknown, querier: Querier): ConnectError;
  succeeded(querier: Querier): void;
}

/** @param masked whether messages that may quote the query are kept back. */
export const createQueryFailures = (dialect: Dialect, maxAttempts: number, masked: boolean): QueryFailures => {
  const counts = new Map<Querier, number>();
  const describe = (message: string, error: unknown) =>
    masked ? { message, options: {} } : { message: `${message}: ${asError(error).message}`, options: { cause: error } };
  return {
    isMissingTable: (error, { target }) => target.kind === 'table' && dialect.failureOf(error) === 'missing-table',
    failure: (error, querier) => {
      if (error instanceof ConnectError) return error;
      const { message, options } = describe(`Failed to query ${querier.target.name}`, error);
      if (dialect.failureOf(error) !== 'passing') return new ConnectError(message, options);
      const count = (counts.get(querier) ?? 0) + 1;
      counts.set(querier, count);
      return maxAttempts > 0 && count >= maxAttempts
        ? new ConnectError(`Failed to query table after retries. ${message}`, options)
        : new RetriableError(message, options);
    },
    succeeded: (querier) => {
      counts.delete(querier);
    },
  };
};
