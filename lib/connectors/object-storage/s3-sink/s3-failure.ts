import { S3ServiceException } from '@aws-sdk/client-s3';
import { asError, ConnectError, RetriableError } from '../../../connect/errors.ts';

const RETRIABLE_STATUS = new Set([408, 409, 429]);
const RETRIABLE_NAMES = new Set([
  'RequestTimeout',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TimeoutError',
  'AbortError',
]);

export const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

/** Network errors have a code such as ECONNRESET instead of an HTTP status. */
export const isRetriable = (error: Error, status: number | undefined): boolean => {
  if (RETRIABLE_NAMES.has(error.name)) return true;
  if (status === undefined) return 'code' in error && typeof error.code === 'string';
  return RETRIABLE_STATUS.has(status) || (status >= 500 && status !== 501);
};

const hint = (error: Error): string =>
  statusOf(error) === 501 ? ': a store without conditional writes needs enable.conditional.writes=false' : '';

/** What a failed request means to the runtime: try again, or fail naming bucket and cause. */
export const s3Failure = (thrown: unknown, action: string, bucket: string): ConnectError => {
  const error = asError(thrown);
  if (error instanceof ConnectError) return error;
  if (error.name === 'NoSuchBucket') return new ConnectError(`Non-existent S3 bucket: ${bucket}`, { cause: error });
  const message = `${action} in S3 bucket ${bucket} failed: ${error.name}: ${error.message}${hint(error)}`;
  return isRetriable(error, statusOf(error))
    ? new RetriableError(message, { cause: error })
    : new ConnectError(message, { cause: error });
};
