import { ConnectError } from '../connect/errors.ts';
import type { Logger } from '../connect/logger.ts';
import type { StageError } from './stage.ts';

/** The `errors.*` settings of a connector. */
export interface ToleranceConfig {
  readonly 'errors.tolerance': 'none' | 'all';
  readonly 'errors.log.enable': boolean;
  readonly 'errors.log.include.messages': boolean;
}

/** What is known of a failed record. */
interface FailedRecord {
  readonly error: StageError;
  /** The record in words, such as `{topic='t', partition=0, offset=7}`; shown only where messages may be logged. */
  readonly describe: () => string;
}

/** Decides what becomes of records that fail before the sink or Kafka has them. */
export interface Tolerance {
  /**
   * Returns when the record may be skipped.
   *
   * @throws ConnectError `Tolerance exceeded in error handler` when it may not: the task fails.
   */
  handle(failed: FailedRecord): void;
  /** Records skipped so far. */
  skipped(): number;
}

/** Follows `org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator` and `LogReporter`. */
export const createTolerance = (config: ToleranceConfig, task: string, log: Logger): Tolerance => {
  let skipped = 0;
  return {
    handle: ({ error, describe }) => {
      const message = `Error encountered in task ${task}. Executing stage '${error.stage}' with class '${error.className}'`;
      const text = config['errors.log.include.messages'] ? `${message}, where record is ${describe()}.` : `${message}.`;
      if (config['errors.log.enable']) log.error(text, { cause: error.cause.message });
      if (config['errors.tolerance'] === 'none')
        throw new ConnectError('Tolerance exceeded in error handler', { cause: error.cause });
      skipped += 1;
    },
    skipped: () => skipped,
  };
};
