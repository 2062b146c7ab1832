import { ConnectError, DataError, RetriableError } from '../../../connect/errors.ts';

const INVALID_NODE_STATE = 10;
const CACHE_DOES_NOT_EXIST = 1000;
const SECURITY_VIOLATION = 1012;
const AUTH_FAILED = 2000;

/** What a cluster says that is changing: nodes that come and go, and operations that gave way to others. */
const PASSING =
  /retry update if possible|cluster is (inactive|in read-only)|node (left|is stopping|has been|stopp)|grid is (stopp|stopped|in invalid)|topology|no (server )?nodes|failed to wait|timeout|timed out|deadlock|rolled back|partition.*lost|client disconnected|read-only mode/i;

/** A cluster that stays as it is until somebody changes something. */
const PERMANENT = /out of memory|IgniteOutOfMemory|not enough.*(space|memory)/i;

/** What a refusal means to the runtime; what neither passes nor is about the cluster is about the records. */
export const statusError = (status: number, message: string): ConnectError => {
  const text = `Ignite: ${message} (${status})`;
  if (status === CACHE_DOES_NOT_EXIST)
    return new ConnectError(`${text}. Create the cache, or set ignite.create.cache=true`);
  if (status === SECURITY_VIOLATION || status === AUTH_FAILED)
    return new ConnectError(`${text}. Give ignite.username the right to it`);
  if (status === INVALID_NODE_STATE || PASSING.test(message)) return new RetriableError(text);
  return PERMANENT.test(message)
    ? new ConnectError(text)
    : new DataError(text, { className: 'org.apache.ignite.IgniteException' });
};
