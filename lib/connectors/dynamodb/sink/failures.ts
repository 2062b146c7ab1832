import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { asError, ConnectError, DataError, RetriableError } from '../../../connect/errors.ts';

const RETRIABLE = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'LimitExceededException',
  'InternalServerError',
  'TransactionConflictException',
  'ResourceInUseException',
  'TimeoutError',
  'RequestTimeout',
  'AbortError',
]);

/** A request whose record is at fault. */
export const isInvalid = (error: unknown): boolean =>
  asError(error).name === 'ValidationException' || asError(error).name === 'ItemCollectionSizeLimitExceededException';

export const isMissingTable = (error: unknown): boolean => asError(error).name === 'ResourceNotFoundException';

export const isConditionFailed = (error: unknown): boolean => asError(error).name === 'ConditionalCheckFailedException';

const isRetriable = (error: Error): boolean => {
  if (RETRIABLE.has(error.name)) return true;
  const status = error instanceof DynamoDBServiceException ? error.$metadata.httpStatusCode : undefined;
  // Network errors have a code such as ECONNRESET instead of an HTTP status.
  return status === undefined ? 'code' in error && typeof error.code === 'string' : status >= 500;
};

export const refusal = (error: unknown): DataError => {
  const { name, message } = asError(error);
  return new DataError(`${name}: ${message}`, { cause: error });
};

/** What a failed request means to the runtime: try again, or fail naming the cause. */
export const dynamodbFailure = (thrown: unknown): ConnectError => {
  const error = asError(thrown);
  if (error instanceof ConnectError) return error;
  const message = `Failed to write to DynamoDB: ${error.name}: ${error.message}`;
  return isRetriable(error)
    ? new RetriableError(message, { cause: error })
    : new ConnectError(message, { cause: error });
};
