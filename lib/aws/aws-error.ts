import { asError, ConnectError, RetriableError } from '../connect/errors.ts';

/** Names of errors that pass by themselves: too many calls, a change under way, a lost connection. */
const PASSING = new Set([
  'ConflictException',
  'EC2ThrottledException',
  'ENOTFOUND',
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'InternalServerException',
  'PreconditionFailedException',
  'ResourceConflictException',
  'ResourceInUseException',
  'ResourceNotReadyException',
  'ServiceException',
  'ThrottlingException',
  'TimeoutError',
  'TooManyRequestsException',
]);

const QUOTA = /(Quota|Limit)\w*ExceededException$/;

const isNotFound = (error: unknown): boolean => error instanceof Error && error.name === 'ResourceNotFoundException';

export const isConflict = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'ConflictException' || error.name === 'ResourceConflictException');

const isPassing = (error: Error): boolean => {
  const code = 'code' in error ? String(error.code) : '';
  const isServers = '$fault' in error && error.$fault === 'server';
  return isServers || PASSING.has(error.name) || PASSING.has(code);
};

/**
 * An error of AWS in the runtime's terms: what passes is retriable; everything else stands in the connector's trace, with the
 * call that it answered.
 */
const translated = (error: unknown, call: string): Error => {
  const cause = asError(error);
  if (cause instanceof ConnectError) return cause;
  if (isPassing(cause)) return new RetriableError(`${call} could not be done for now: ${cause.message}`, { cause });
  const hint = QUOTA.test(cause.name) ? '; a quota of this AWS account is reached, see Service Quotas' : '';
  return new ConnectError(`${call} was refused: ${cause.name}: ${cause.message}${hint}`, { cause });
};

/** Makes a call. @throws RetriableError when it is worth another try, else ConnectError. */
export const attempt = async <T>(call: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw translated(error, call);
  }
};

/** As {@link attempt}; `undefined` when what it is about does not exist. */
export const attemptIfExists = async <T>(call: string, work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work();
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw translated(error, call);
  }
};
