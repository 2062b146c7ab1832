import { RetriableError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { Backoff } from './backoff.ts';
import { type MembershipEnd, membershipEnd } from './heartbeats.ts';
import type { Membership } from './membership.ts';

/**
 * Joins the group again whenever a membership ends, and whatever passing fault comes between, until `signal` fires.
 *
 * @returns the last membership, for leaving it.
 * @throws ConnectError when a broker refuses for good.
 */
export const runGroup = async (
  options: {
    /** Joins as the member of that id; as a new one if it is empty. */
    join(memberId: string): Promise<Membership>;
    /** Consumes until the membership ends, and says why it did. */
    session(membership: Membership): Promise<MembershipEnd | undefined>;
    readonly backoff: Backoff;
    readonly log: Logger;
  },
  signal: AbortSignal,
): Promise<Membership | undefined> => {
  const { join, session, backoff, log } = options;
  let membership: Membership | undefined;
  while (!signal.aborted) {
    try {
      membership = await join(membership?.memberId ?? '');
      log.info('Joined the consumer group', { ...membership });
      backoff.reset();
      if ((await session(membership)) === 'unknown member') membership = undefined;
    } catch (error) {
      if (signal.aborted) break;
      if (membershipEnd(error) === 'unknown member') membership = undefined;
      else if (!(error instanceof RetriableError)) throw error;
      log.warn('Consuming was interrupted, joining the group again', { error: String(error) });
      await backoff.pause(signal);
    }
  }
  return membership;
};
