import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { ConfigError, RetriableError } from '../../connect/errors.ts';

/** Whether the write's condition was false, alone or within a transaction. */
export const isConditionFailure = (error: unknown): boolean =>
  error instanceof ConditionalCheckFailedException || cancellationCodes(error).includes('ConditionalCheckFailed');

/** Whether another write was at the same item at the same moment. The SDK does not repeat these. */
export const isConflict = (error: unknown): boolean =>
  (error instanceof Error && error.name === 'TransactionConflictException') ||
  (!isConditionFailure(error) && cancellationCodes(error).includes('TransactionConflict'));

/** Errors in the runtime's terms; what is neither passing nor a missing table stays as it is. */
export const translated = (error: unknown, tables: string): unknown => {
  if (error instanceof Error && error.name === 'ResourceNotFoundException')
    return new ConfigError(`DynamoDB has no such table in this account and region: ${tables}`, { cause: error });
  if (isPassing(error))
    return new RetriableError(`DynamoDB is busy or out of reach (${tables}): ${String(error)}`, { cause: error });
  return error;
};

/** Why each action of a transaction was refused; https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const cancellationCodes = (error: unknown): readonly string[] =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).flatMap(({ Code }) => Code ?? [])
    : [];

/** Names of the SDK's errors, reasons of cancelled transactions, and codes of Node's network errors. */
const passing = [
  'LimitExceededException',
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingError',
  'ThrottlingException',
  'TransactionInProgressException',
  'TimeoutError',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
];

const isPassing = (error: unknown): boolean => {
  if (!(error instanceof Error) || isConditionFailure(error)) return false;
  const codes = [error.name, ...cancellationCodes(error), 'code' in error ? String(error.code) : ''];
  const isServers = '$fault' in error && error.$fault === 'server';
  return isServers || isConflict(error) || codes.some((code) => passing.includes(code));
};
