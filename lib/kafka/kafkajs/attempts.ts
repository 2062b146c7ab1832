import { RetriableError } from '../../connect/errors.ts';
import type { ConnectionSettings } from '../client-config/client-config.ts';
import { createBackoff } from './backoff.ts';
import { isConnectionError } from './kafka-error.ts';

/** Tries something again as long as its faults may pass. @throws its last error. */
export type Attempt = <T>(action: () => Promise<T>) => Promise<T>;

/**
 * Attempts for `request.timeout.ms` in all, while brokers answer that they aren't ready; an unreachable cluster is reported
 * at once after the second attempt, since the caller can say so and come back. With `timeoutMs` they go on for that long
 * whatever the fault: for what can't be begun anew.
 */
export const createAttempts =
  (options: {
    readonly connection: ConnectionSettings;
    readonly now: () => number;
    readonly random: () => number;
    readonly signal: AbortSignal;
    readonly timeoutMs?: number;
  }): Attempt =>
  async (action) => {
    const { connection, now, random, signal, timeoutMs } = options;
    const deadline = now() + (timeoutMs ?? connection.requestTimeoutMs);
    const backoff = createBackoff(connection.retryBackoffMs, connection.retryBackoffMaxMs, random);
    for (let unreachable = 0; ; ) {
      try {
        return await action();
      } catch (error) {
        if (!(error instanceof RetriableError) || signal.aborted || now() >= deadline) throw error;
        if (timeoutMs === undefined && isConnectionError(error.cause) && unreachable++ > 0) throw error;
        await backoff.pause(signal);
      }
    }
  };
