import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
} from 'mongodb';
import { asError, ConnectError, RetriableError } from '../../connect/errors.ts';

/**
 * Elections, shutdowns, lost connections, locks and time limits: by MongoDB's own list of what may be tried again, and what
 * its servers answer while a primary steps down.
 */
const PASSING = new Set([
  6, 7, 24, 43, 46, 50, 63, 64, 89, 91, 112, 133, 134, 150, 189, 202, 234, 237, 251, 262, 290, 334, 358, 384, 9001,
  10107, 11600, 11602, 13388, 13435, 13436,
]);
const PASSING_LABELS = ['RetryableWriteError', 'ResumableChangeStreamError', 'TransientTransactionError'];

const ADVICE: Readonly<Record<number, string>> = {
  13: 'Give the user of connection.uri the missing right: changeStream and find on what a source reads; insert, update and remove on what a sink writes.',
  18: 'Check user, password, authSource and authMechanism in connection.uri.',
  8000: 'Check user and password in connection.uri, and its rights.',
};

export const codeOf = (error: unknown): number | undefined =>
  error instanceof MongoServerError && typeof error.code === 'number' ? error.code : undefined;

/** A bulk write that failed as a whole wraps what it failed with. */
const underlying = (error: unknown): unknown => {
  const wrapped: unknown = error instanceof MongoBulkWriteError ? error.errorResponse : undefined;
  return wrapped instanceof Error ? wrapped : error;
};

/** A connection that breaks while it is written to fails with the socket's own error. */
const isBrokenConnection = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  /^(EPIPE|ECONNRESET|ECONNREFUSED|ECONNABORTED|ETIMEDOUT)$/.test(String(error.code));

/** Whether time may mend it. */
export const isPassing = (thrown: unknown): boolean => {
  const error = underlying(thrown);
  if (error instanceof MongoServerSelectionError)
    return ![...(error.reason?.servers.values() ?? [])].some(({ error: cause }) => codeOf(cause) === 18);
  if (error instanceof MongoNetworkError || error instanceof MongoWriteConcernError) return true;
  if (error instanceof MongoTopologyClosedError || error instanceof MongoNotConnectedError) return true;
  if (isBrokenConnection(error)) return true;
  if (!(error instanceof MongoError)) return false;
  if (!(error instanceof MongoBulkWriteError) && PASSING_LABELS.some((label) => error.hasErrorLabel(label)))
    return true;
  const code = codeOf(error);
  return code !== undefined && PASSING.has(code);
};

/** What the runtime shall do about a failure: try again, or fail the task with a message that says what to change. */
export const failureOf = (thrown: unknown): ConnectError => {
  if (thrown instanceof ConnectError) return thrown;
  const { message } = asError(thrown);
  if (isPassing(thrown)) return new RetriableError(`MongoDB: ${message}`, { cause: thrown });
  const code = codeOf(thrown);
  const advice = code === undefined ? undefined : ADVICE[code];
  const named = code === undefined ? '' : ` (${code})`;
  return new ConnectError(`MongoDB: ${message}${named}${advice === undefined ? '' : `. ${advice}`}`, { cause: thrown });
};

export const isPassingCode = (code: number): boolean => PASSING.has(code);
