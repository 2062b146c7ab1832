import { RetriableError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { Backoff } from './backoff.ts';
import { type MembershipEnd, membershipEnd } from './heartbeats.ts';
import type { Membership } from './membership.ts';

/**
 * Joins the group again whenever a membership ends, and whatever passing fault comes between, until `signal` fires.
 *
 * @throws ConnectError when a broker refuses for good.
 */
export const runGroup = async (
  options: {
    join(): Promise<Membership>;
    /** Makes the next {@link join} that of a new member. */
    forget(): void;
    /** Consumes until the membership ends, and says why it did. */
    session(membership: Membership): Promise<MembershipEnd | undefined>;
    readonly backoff: Backoff;
    readonly log: Logger;
  },
  signal: AbortSignal,
): Promise<void> => {
  const { join, forget, session, backoff, log } = options;
  while (!signal.aborted) {
    try {
      const membership = await join();
      log.info('Joined the consumer group', { ...membership });
      backoff.reset();
      if ((await session(membership)) === 'unknown member') forget();
    } catch (error) {
      if (signal.aborted) return;
      if (membershipEnd(error) === 'unknown member') forget();
      else if (!(error instanceof RetriableError)) throw error;
      log.warn('Consuming was interrupted, joining the group again', { error: String(error) });
      await backoff.pause(signal);
    }
  }
};
