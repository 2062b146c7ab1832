import * as v from 'valibot';
import { ConnectError, RetriableError } from '../../../../connect/errors.ts';
import type { HttpAnswer } from './send-request.ts';

const remoteException = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ RemoteException: v.object({ exception: v.string(), message: v.optional(v.string(), '') }) }),
);

/** What passes by itself: a name node that starts, or data nodes that are busy. */
const PASSING = ['SafeModeException', 'RetriableException', 'RecoveryInProgressException', 'LeaseExpiredException'];

/** An answer of WebHDFS that is a failure. */
class WebHdfsError extends ConnectError {
  override readonly name = 'WebHdfsError';
  /** The Java class without its package, such as `FileNotFoundException`. */
  readonly exception: string;

  constructor(exception: string, message: string) {
    super(message);
    this.exception = exception;
  }
}

/** What a failed answer means: {@link WebHdfsError}, or RetriableError for what may pass. */
export const failureOf = (action: string, { status, body }: HttpAnswer): ConnectError => {
  const parsed = v.safeParse(remoteException, body.toString('utf8'));
  const { exception, message } = parsed.success
    ? parsed.output.RemoteException
    : { exception: `HTTP ${status}`, message: body.toString('utf8').slice(0, 200) };
  const text = `${action} in HDFS failed: ${exception}: ${message.split('\n')[0]}`;
  const isPassing =
    PASSING.includes(exception) || status === 429 || (status >= 500 && !parsed.success) || status === 503;
  return isPassing ? new RetriableError(text) : new WebHdfsError(exception, text);
};

export const isException = (error: unknown, ...exceptions: readonly string[]): boolean =>
  error instanceof WebHdfsError && exceptions.includes(error.exception);
