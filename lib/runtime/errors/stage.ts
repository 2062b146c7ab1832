import { asError } from '../../connect/errors.ts';

/** Where in its way a record failed; follows `org.apache.kafka.connect.runtime.errors.Stage`. */
export type Stage =
  | 'TASK_POLL'
  | 'TASK_PUT'
  | 'TRANSFORMATION'
  | 'KEY_CONVERTER'
  | 'VALUE_CONVERTER'
  | 'HEADER_CONVERTER'
  | 'KAFKA_PRODUCE'
  | 'KAFKA_CONSUME';

/** A failure together with where it happened. */
export class StageError extends Error {
  override readonly name = 'StageError';
  readonly stage: Stage;
  /** Java class of the plugin that failed. */
  readonly className: string;
  override readonly cause: Error;

  constructor(stage: Stage, className: string, cause: unknown) {
    super(asError(cause).message);
    this.stage = stage;
    this.className = className;
    this.cause = asError(cause);
  }
}
