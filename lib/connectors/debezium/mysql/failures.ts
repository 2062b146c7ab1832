import { asError, ConnectError, RetriableError } from '../../../connect/errors.ts';

const NETWORK =
  /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_|PROTOCOL_(CONNECTION_LOST|SEQUENCE_TIMEOUT)|HANDSHAKE_.*TIMEOUT)/;
const ENDED = /connection was closed|closed state|connection lost|ended its binary log/i;

/**
 * Too many connections, a server that stops, timeouts of locks and queries, deadlocks, a table that was altered while it was
 * read, and another replica with the same number.
 */
const PASSING = new Set([
  1040, 1053, 1152, 1158, 1159, 1160, 1161, 1203, 1205, 1213, 1317, 1412, 1927, 2006, 2013, 3024,
]);
const LOST_LOG = 1236;
const SAME_SERVER_ID = /same server_(uuid\/server_)?id/;

const GRANTS =
  'Give database.user the missing right: SELECT on the tables; RELOAD or LOCK TABLES, SHOW DATABASES, REPLICATION SLAVE and REPLICATION CLIENT (MariaDB: BINLOG MONITOR) on *.*.';

/** What to do about failures that time does not mend. */
const ADVICE: Readonly<Record<number, string>> = {
  1044: GRANTS,
  1142: GRANTS,
  1227: GRANTS,
  1045: 'Check database.user and database.password.',
  1698: 'Check database.user and database.password.',
  1220: 'Check that the server runs with log_bin.',
  1290: 'The server is read-only: statements of heartbeats and signals cannot be executed there.',
  [LOST_LOG]:
    'The binary log that the connector needs is no longer on the server: set snapshot.mode=when_needed for a new snapshot, and have the server keep its log for longer (binlog_expire_logs_seconds).',
};

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');

/** The server's number of an error. */
export const errorNumber = (error: unknown): number =>
  error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : 0;

/** Of several addresses tried at once the errors are inside. */
const innerErrors = (error: Error): readonly Error[] =>
  error instanceof AggregateError ? error.errors.map(asError) : [error];

const messageOf = (error: Error): string =>
  innerErrors(error)
    .map((inner) => inner.message)
    .join('; ');

export const isPassing = (error: Error): boolean =>
  innerErrors(error).some(
    (inner) =>
      PASSING.has(errorNumber(inner)) ||
      (errorNumber(inner) === LOST_LOG && SAME_SERVER_ID.test(inner.message)) ||
      NETWORK.test(codeOf(inner)) ||
      ENDED.test(inner.message),
  );

/** The user lacks a right. */
export const isDenied = (error: unknown): boolean => [1044, 1142, 1227].includes(errorNumber(error));

/** A table, or its database, is gone. */
export const isMissingTable = (error: unknown): boolean => [1049, 1051, 1146].includes(errorNumber(error));

/** What the runtime shall do about a failure: try again, or fail the task with a message that says what to change. */
export const failureOf = (thrown: unknown): Error => {
  const error = asError(thrown);
  if (error instanceof ConnectError) return error;
  const sameId = SAME_SERVER_ID.test(error.message) ? ' Give each connector a database.server.id of its own.' : '';
  if (isPassing(error)) return new RetriableError(`MySQL: ${messageOf(error)}.${sameId}`, { cause: error });
  const number = errorNumber(error);
  if (number === 0) return error;
  const advice = ADVICE[number];
  return new ConnectError(`MySQL: ${messageOf(error)} (${number})${advice === undefined ? '' : `. ${advice}`}`, {
    cause: error,
  });
};
