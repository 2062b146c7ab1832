import { setTimeout as sleep } from 'node:timers/promises';
import { asError, ConnectError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { Dialect, Session, SessionSettings } from './dialect.ts';
import { addressOf } from './jdbc-url.ts';

export interface ConnectionAttempts {
  /** `connection.attempts`. */
  readonly attempts: number;
  /** `connection.backoff.ms`. */
  readonly backoffMs: number;
}

/** Of several addresses tried at once (`localhost` as IPv6 and IPv4) the errors are inside. */
const reasonOf = (error: Error): string =>
  error instanceof AggregateError ? error.errors.map((inner) => asError(inner).message).join('; ') : error.message;

/**
 * Connects, trying again as configured.
 *
 * @throws ConnectError naming the database and the last cause, never the password; an `AbortError` when the signal fires.
 */
export const openSession = async (
  dialect: Dialect,
  settings: SessionSettings,
  { attempts, backoffMs, log, signal }: ConnectionAttempts & { readonly log: Logger; readonly signal?: AbortSignal },
): Promise<Session> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await dialect.connect(settings);
    } catch (error) {
      const message = `Failed to connect to ${addressOf(settings.url)}: ${reasonOf(asError(error))}`;
      if (attempt >= attempts) throw new ConnectError(message, { cause: error });
      log.warn(message, { attempt, attempts, backoffMs });
      await sleep(backoffMs, undefined, { signal });
    }
  }
};
