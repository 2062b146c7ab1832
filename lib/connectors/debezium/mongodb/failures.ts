import { MongoError, MongoNetworkError, MongoServerError, MongoServerSelectionError } from 'mongodb';
import { asError, ConnectError, RetriableError } from '../../../connect/errors.ts';

/** Elections, shutdowns, interruptions and cursors that are gone: a new one goes on where the old one was. */
const PASSING = new Set([
  6, 7, 43, 50, 63, 89, 91, 133, 150, 175, 189, 234, 237, 262, 9001, 10107, 11600, 11601, 11602, 13388, 13435, 13436,
]);
const PASSING_NAMES =
  /^(MongoNotConnectedError|MongoTopologyClosedError|MongoClientClosedError|MongoServerClosedError|MongoExpiredSessionError|MongoPoolClosedError|MongoCursorExhaustedError)$/;

/** The oplog does not reach back to the place any more: ChangeStreamHistoryLost, ChangeStreamFatalError and their like. */
const LOST = new Set([136, 260, 280, 286]);

const ADVICE: Readonly<Record<number, string>> = {
  13: 'Give the user the missing right: read on the captured databases, for capture.scope=deployment read on any database (role readAnyDatabase); or narrow capture.scope and capture.target.',
  18: 'Check mongodb.user, mongodb.password and mongodb.authsource, or the credentials in mongodb.connection.string.',
  8000: 'Check mongodb.user, mongodb.password and mongodb.authsource, or the credentials in mongodb.connection.string.',
  40573:
    'Change streams need a replica set or a sharded cluster: a single server can be made a replica set of one member.',
  10334:
    'A change is larger than 16 MB: set cursor.oversize.handling.mode to split (MongoDB 6.0.9 and newer) or to skip with cursor.oversize.skip.threshold, or leave the pre-image or full document out by capture.mode.',
};

const codeOf = (error: Error): number | undefined =>
  error instanceof MongoServerError && typeof error.code === 'number' ? error.code : undefined;

/** Credentials of a connection string never show. */
const redacted = (message: string): string => message.replace(/\/\/[^/@\s]*@/g, '//[hidden]@');

/** A connection that breaks while it is written to fails with the socket's own error. */
const isBrokenConnection = (error: Error): boolean =>
  'code' in error && /^(EPIPE|ECONNRESET|ECONNREFUSED|ECONNABORTED|ETIMEDOUT)$/.test(String(error.code));

export const isPassing = (error: Error): boolean =>
  error instanceof MongoNetworkError ||
  isBrokenConnection(error) ||
  error instanceof MongoServerSelectionError ||
  PASSING.has(codeOf(error) ?? -1) ||
  PASSING_NAMES.test(error.name) ||
  (error instanceof MongoError &&
    (error.hasErrorLabel('ResumableChangeStreamError') || error.hasErrorLabel('RetryableReadError')));

/** A token that `resumeAfter` does not take, since its collection was dropped or renamed there. */
export const isInvalidated = (error: unknown): boolean =>
  error instanceof MongoServerError && error.code === 260 && /invalidate/i.test(error.message);

export const isLostLog = (error: unknown): boolean =>
  error instanceof MongoServerError && LOST.has(Number(error.code)) && !isInvalidated(error);

/** A read at a moment that the server does not keep any more, or that a collection is younger than. */
export const isMomentGone = (error: unknown): boolean =>
  error instanceof MongoServerError && (error.code === 239 || error.code === 246);

/** A server or a collection that cannot be read as of a moment: its code differs from release to release. */
export const isMomentUnsupported = (error: unknown): boolean =>
  error instanceof MongoServerError && !isMomentGone(error) && !isPassing(error) && error.code !== 13;

/** What the runtime shall do about a failure: try again, or fail the task with a message that says what to change. */
export const failureOf = (thrown: unknown): Error => {
  const error = asError(thrown);
  if (error instanceof ConnectError) return error;
  const message = redacted(error.message);
  if (isLostLog(error) || isPassing(error)) return new RetriableError(`MongoDB: ${message}`, { cause: error });
  const code = codeOf(error);
  if (code === undefined) return error instanceof MongoError ? new ConnectError(`MongoDB: ${message}`) : error;
  const advice = ADVICE[code];
  return new ConnectError(`MongoDB: ${message} (${code})${advice === undefined ? '' : `. ${advice}`}`, {
    cause: error,
  });
};
