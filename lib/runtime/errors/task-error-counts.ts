/** What the error handling of a task counts; the names of Kafka Connect's `task-error-metrics`. */
type TaskErrorCount =
  | 'total-record-failures'
  | 'total-record-errors'
  | 'total-records-skipped'
  | 'total-retries'
  | 'total-errors-logged'
  | 'deadletterqueue-produce-requests'
  | 'deadletterqueue-produce-failures'
  | 'last-error-timestamp';

/**
 * Counts since a task was started, read at any time; follows `ErrorHandlingMetrics`.
 *
 * - `total-record-failures`: failed attempts, those included that a retry made good
 * - `total-record-errors`: records that failed for good, whatever became of them
 * - `total-records-skipped`: those of them that the task went on without
 * - `last-error-timestamp`: when a record last failed for good, in milliseconds since the epoch; 0 when none has
 */
export type TaskErrorCounts = Readonly<Record<TaskErrorCount, number>>;

/** The same, in the hands of what counts. */
export type MutableTaskErrorCounts = Record<TaskErrorCount, number>;

export const createTaskErrorCounts = (): MutableTaskErrorCounts => ({
  'total-record-failures': 0,
  'total-record-errors': 0,
  'total-records-skipped': 0,
  'total-retries': 0,
  'total-errors-logged': 0,
  'deadletterqueue-produce-requests': 0,
  'deadletterqueue-produce-failures': 0,
  'last-error-timestamp': 0,
});
