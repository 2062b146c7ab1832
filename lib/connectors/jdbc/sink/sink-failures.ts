import { asError, ConnectError, DataError, RetriableError } from '../../../connect/errors.ts';
import type { Dialect } from '../dialect.ts';
import type { SinkSettings } from './sink-settings.ts';

/** Says what a failed batch means for the task, counting those in a row. */
export interface SinkFailures {
  /** What to throw for an error of the database; one that was decided upon before is thrown as it is. */
  failure(error: unknown): ConnectError;
  /** What to throw where there is no connection. */
  disconnected(error: unknown): ConnectError;
  /** What to report of a record that the database refuses. */
  refusal(error: unknown): DataError;
  succeeded(): void;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : asError(error).name;

export const createSinkFailures = (
  dialect: Dialect,
  { maxRetries, trimSensitive }: Pick<SinkSettings, 'maxRetries' | 'trimSensitive'>,
): SinkFailures => {
  let failed = 0;
  const explain = (error: unknown): string =>
    trimSensitive ? `the database refused it (${codeOf(error)})` : asError(error).message;
  const options = (error: unknown) => (trimSensitive ? {} : { cause: error });
  const passing = (message: string, error: unknown): ConnectError => {
    failed += 1;
    return failed > maxRetries
      ? new ConnectError(`${message} (after ${maxRetries} retries)`, options(error))
      : new RetriableError(message, options(error));
  };
  const refusal = (error: unknown): DataError =>
    new DataError(explain(error), { ...options(error), className: 'java.sql.SQLException' });
  return {
    refusal,
    failure: (error) => {
      if (error instanceof ConnectError) return error;
      const message = `Failed to write: ${explain(error)}`;
      switch (dialect.failureOf(error)) {
        case 'data':
          return refusal(error);
        case 'permanent':
          return new ConnectError(message, options(error));
        default:
          return passing(message, error);
      }
    },
    disconnected: (error) => {
      const { message, cause } = asError(error);
      return dialect.failureOf(cause) === 'permanent' ? new ConnectError(message, { cause }) : passing(message, cause);
    },
    succeeded: () => {
      failed = 0;
    },
  };
};
