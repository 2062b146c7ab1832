import pg from 'pg';
import { asError, ConnectError, RetriableError } from '../../../connect/errors.ts';

const NETWORK = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_)/;
const ENDED =
  /Connection terminated|connection was closed|ended replication|timeout expired|connection error|not queryable|closed the connection/i;
/** Connection, transaction and resource failures, servers that stop or start, and a slot that is still in use. */
const PASSING_STATES = /^(08|40|53|57P0|58)|^(55006|55P03|57014)$/;

/** What to do about failures that time does not mend. */
const ADVICE: Readonly<Record<string, string>> = {
  '42501':
    'Give database.user the missing right: REPLICATION (ALTER ROLE … REPLICATION), SELECT on the tables, and for creating a publication CREATE on the database and ownership of its tables; or have the publication created by their owner.',
  '28P01': 'Check database.user and database.password.',
  '28000': 'Check database.user, pg_hba.conf and database.sslmode.',
  '3D000': 'Check database.dbname.',
  '55000': 'The server must run with wal_level=logical and have a free replication slot (max_replication_slots).',
  '53400': 'Raise max_replication_slots, or drop slots that are not used.',
  '42704':
    'Check slot.name and publication.name: what they name does not exist, or the publication is younger than the slot, which must then be dropped and created anew.',
};

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');

const innerErrors = (error: Error): readonly Error[] =>
  error instanceof AggregateError ? error.errors.map(asError) : [error];

export const isPassing = (error: Error): boolean =>
  innerErrors(error).some((inner) =>
    inner instanceof pg.DatabaseError
      ? codeOf(inner) !== '53400' && PASSING_STATES.test(codeOf(inner))
      : NETWORK.test(codeOf(inner)) || ENDED.test(inner.message),
  );

/** A slot that another session streams from. */
export const isSlotInUse = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '55006';

/** What the runtime shall do about a failure: try again, or fail the task with a message that says what to change. */
export const failureOf = (thrown: unknown): Error => {
  const error = asError(thrown);
  if (error instanceof ConnectError) return error;
  const message = innerErrors(error)
    .map((inner) => inner.message)
    .join('; ');
  if (isPassing(error)) return new RetriableError(`PostgreSQL: ${message}`, { cause: error });
  if (!(error instanceof pg.DatabaseError)) return error;
  const advice = ADVICE[codeOf(error)];
  return new ConnectError(`PostgreSQL: ${message} (${codeOf(error)})${advice === undefined ? '' : `. ${advice}`}`, {
    cause: error,
  });
};
