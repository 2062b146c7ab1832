import { errors, types } from 'cassandra-driver';
import { asError, ConnectError, DataError, RetriableError } from '../../../connect/errors.ts';

const { responseErrorCodes: codes } = types;

/**
 * What an error of the driver is about. `gone`: a table is not what it was; it may have been dropped, or be so new that Cassandra
 * does not know it everywhere, so that looking again tells.
 */
export type Failure = 'record' | 'passing' | 'gone' | 'permanent';

const PERMANENT: ReadonlySet<number> = new Set([
  codes.protocolError,
  codes.badCredentials,
  codes.syntaxError,
  codes.unauthorized,
  codes.configError,
]);
/** What Cassandra refuses for what it is asked, a table that is gone among it. */
const GONE =
  /^unconfigured (table|columnfamily)|^(Keyspace|Table) .* does(n't| not) exist|Undefined column name|Unknown identifier/i;
/** Larger than the commit log takes; the server calls it a failure of its own. */
const TOO_LARGE = /oversized mutation|MutationExceededMaxSize|exceeds the maximum size|too large/i;

const ofResponse = ({ code, message }: errors.ResponseError): Failure => {
  if (GONE.test(message)) return 'gone';
  if (PERMANENT.has(code)) return 'permanent';
  if (code === codes.invalid) return 'record';
  return TOO_LARGE.test(message) ? 'record' : 'passing';
};

/** All hosts refused the credentials, or the protocol; otherwise they are out of reach. */
const ofHosts = ({ innerErrors }: errors.NoHostAvailableError): Failure => {
  const inner: readonly unknown[] = Object.values(innerErrors ?? {});
  return inner.length > 0 && inner.every((error) => failureOf(error) === 'permanent') ? 'permanent' : 'passing';
};

const CERTIFICATE = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT)/;

export const failureOf = (error: unknown): Failure => {
  if (error instanceof errors.ResponseError) return ofResponse(error);
  if (error instanceof errors.NoHostAvailableError) return ofHosts(error);
  if (error instanceof errors.AuthenticationError || error instanceof errors.ArgumentError) return 'permanent';
  if (error instanceof errors.NotSupportedError) return 'permanent';
  // How the driver refuses a value.
  if (error instanceof TypeError || error instanceof RangeError) return 'record';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return CERTIFICATE.test(code) || code === 'ENOENT' || code === 'EACCES' ? 'permanent' : 'passing';
};

const detail = (error: unknown): string => {
  const inner = error instanceof errors.NoHostAvailableError ? Object.values(error.innerErrors ?? {}) : [];
  const reasons = inner.map((one) => asError(one).message);
  return [asError(error).message, ...new Set(reasons)].join(': ');
};

export const refusal = (error: unknown): DataError =>
  new DataError(detail(error), { cause: error, className: 'com.datastax.oss.driver.api.core.DriverException' });

/** How often in a row a table is looked for again. */
const MAX_LOOKS = 20;

/** Says what a failed batch means for the task, counting those in a row. */
export const createFailures = (maxRetries: number | null) => {
  let failed = 0;
  return {
    failure: (error: unknown): ConnectError => {
      if (error instanceof ConnectError) return error;
      const message = `Failed to write to Cassandra: ${detail(error)}`;
      const kind = failureOf(error);
      if (kind !== 'passing' && kind !== 'gone') return new ConnectError(message, { cause: error });
      failed += 1;
      const most = kind === 'gone' ? MAX_LOOKS : maxRetries;
      return most !== null && failed > most
        ? new ConnectError(`${message} (after ${most} retries)`, { cause: error })
        : new RetriableError(message, { cause: error });
    },
    succeeded: (): void => {
      failed = 0;
    },
  };
};
