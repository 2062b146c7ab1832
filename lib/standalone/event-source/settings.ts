import { invalidValue } from '../../config/invalid-value.ts';

/**
 * How records are delivered; meanings are Lambda's.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */
export interface EventSourceSettings {
  /** Most records of one invocation, 1 to 10,000. */
  readonly batchSize: number;
  /** How long records may wait for more, 0 to 300,000. */
  readonly batchingWindowMs: number;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  /** Whether the function's batch item failures count. If not, they are taken as success. */
  readonly reportBatchItemFailures: boolean;
  /**
   * Splits a batch in two when the function throws.
   * @default false
   */
  readonly bisectBatchOnFunctionError?: boolean;
  /**
   * How often a batch comes again, 0 to 10,000; -1 for always, which is ten times if there is a failure destination.
   * @default -1
   */
  readonly maximumRetryAttempts?: number;
  /**
   * Older records are given up, 60 to 604,800 seconds; -1 for never.
   * @default -1
   */
  readonly maximumRecordAgeSeconds?: number;
}

/** Lambda's limit of the JSON that a function is invoked with. */
export const MAX_PAYLOAD_BYTES = 6_291_456;

/** @throws ConfigError naming the first setting that Lambda would refuse. */
export const checkSettings = (settings: EventSourceSettings): void => {
  const { batchSize, batchingWindowMs, maximumRetryAttempts = -1, maximumRecordAgeSeconds = -1 } = settings;
  if (!(batchSize >= 1 && batchSize <= 10_000)) throw invalidValue('BatchSize', batchSize, 'must be 1 to 10000');
  if (!(batchingWindowMs >= 0 && batchingWindowMs <= 300_000))
    throw invalidValue('MaximumBatchingWindowInSeconds', batchingWindowMs / 1_000, 'must be 0 to 300');
  if (!(maximumRetryAttempts >= -1 && maximumRetryAttempts <= 10_000))
    throw invalidValue('MaximumRetryAttempts', maximumRetryAttempts, 'must be -1 to 10000');
  if (!(maximumRecordAgeSeconds === -1 || (maximumRecordAgeSeconds >= 60 && maximumRecordAgeSeconds <= 604_800)))
    throw invalidValue('MaximumRecordAgeInSeconds', maximumRecordAgeSeconds, 'must be -1, or 60 to 604800');
};
