import { ConnectError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { Clock } from '../clock.ts';
import type { HideSecrets } from './hide-secrets.ts';
import type { StageError } from './stage.ts';
import type { MutableTaskErrorCounts } from './task-error-counts.ts';

/** The `errors.*` settings of a connector. */
interface ToleranceConfig {
  readonly 'errors.tolerance': 'none' | 'all';
  readonly 'errors.log.enable': boolean;
  readonly 'errors.log.include.messages': boolean;
}

export interface ToleranceOptions {
  readonly config: ToleranceConfig;
  /** `<connector>-<task>`, for the log. */
  readonly task: string;
  readonly log: Logger;
  readonly clock: Clock;
  readonly counts: MutableTaskErrorCounts;
  /** Takes secrets out of errors before anybody is told of them. */
  readonly hide: HideSecrets;
}

/** What is known of a failed record. */
interface FailedRecord {
  readonly error: StageError;
  /** The record in words, such as `consumed record is {topic='t', partition=0, offset=7}`; shown only where messages may be logged. */
  readonly describe: () => string;
}

/** Decides what becomes of records that fail for good. */
export interface Tolerance {
  /** Whether records may be skipped at all (`errors.tolerance=all`). */
  readonly tolerates: boolean;
  /**
   * Returns when the record may be skipped.
   *
   * @throws ConnectError `Tolerance exceeded in error handler` when it may not: the task fails.
   */
  handle(failed: FailedRecord): void;
}

const logged = (task: string, config: ToleranceConfig, { error, describe }: FailedRecord): string => {
  const message = `Error encountered in task ${task}. Executing stage '${error.stage}' with class '${error.className}'`;
  return config['errors.log.include.messages'] ? `${message}, where ${describe()}.` : `${message}.`;
};

/** Follows `org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator` and `LogReporter`. */
export const createTolerance = ({ config, task, log, clock, counts, hide }: ToleranceOptions): Tolerance => ({
  tolerates: config['errors.tolerance'] === 'all',
  handle: (failed) => {
    const cause = hide(failed.error.cause);
    counts['total-record-failures'] += 1;
    counts['total-record-errors'] += 1;
    counts['last-error-timestamp'] = clock.now();
    if (config['errors.log.enable']) {
      log.error(logged(task, config, failed), { cause: cause.message });
      counts['total-errors-logged'] += 1;
    }
    if (config['errors.tolerance'] === 'none') throw new ConnectError('Tolerance exceeded in error handler', { cause });
    counts['total-records-skipped'] += 1;
  },
});
