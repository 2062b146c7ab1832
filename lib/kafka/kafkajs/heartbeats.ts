import { setTimeout as sleep } from 'node:timers/promises';
import { RetriableError } from '../../connect/errors.ts';
import type { ConsumerSettings } from '../client-config/client-config.ts';
import type { Cluster } from './cluster.ts';
import type { Committer } from './group-offsets.ts';
import { errorType } from './kafka-error.ts';

/** Why a membership ended: the group is dealt out anew, or it does not know the member any more. */
export type MembershipEnd = 'rebalance' | 'unknown member';

/** Why a member must join again, if that is what the error says. */
export const membershipEnd = (error: unknown): MembershipEnd | undefined => {
  const type = error instanceof Error ? errorType(error.cause) : undefined;
  if (type === 'REBALANCE_IN_PROGRESS' || type === 'ILLEGAL_GENERATION') return 'rebalance';
  return type === 'UNKNOWN_MEMBER_ID' ? 'unknown member' : undefined;
};

/**
 * Sends heartbeats, whatever else the member is busy with, until the membership ends or `signal` fires.
 *
 * @throws ConnectError when the coordinator refuses the member for good.
 */
export const keepAlive = async (
  cluster: Cluster,
  { groupId, memberId, generation }: Committer,
  settings: ConsumerSettings,
  signal: AbortSignal,
): Promise<MembershipEnd | undefined> => {
  let answeredAt = performance.now();
  for (;;) {
    await sleep(settings['heartbeat.interval.ms'], undefined, { signal }).catch(() => {});
    if (signal.aborted) return undefined;
    try {
      await cluster.onCoordinator(groupId, ({ requests }) =>
        requests.heartbeat({ groupId, memberId, groupGenerationId: generation }),
      );
      answeredAt = performance.now();
    } catch (error) {
      const end = membershipEnd(error);
      if (end !== undefined) return end;
      if (!(error instanceof RetriableError)) throw error;
      if (performance.now() - answeredAt > settings['session.timeout.ms']) return 'unknown member';
    }
  }
};
