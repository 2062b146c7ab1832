import type { Logger } from '../../connect/logger.ts';
import type { ConsumerSettings } from '../client-config/client-config.ts';
import type { Assignment } from './assignment.ts';
import type { Backoff } from './backoff.ts';
import type { Cluster } from './cluster.ts';
import { fetchUntil } from './fetch-loops.ts';
import type { Fetcher } from './fetcher.ts';
import { keepAlive, type MembershipEnd } from './heartbeats.ts';
import type { Membership } from './membership.ts';
import { type OffsetReset, startPositions } from './start-positions.ts';
import type { TopicWatch } from './topic-watch.ts';

/**
 * Consumes what one membership gives, until it ends or `signal` fires. What is in hand goes on beyond its end.
 *
 * @returns why it ended.
 * @throws RetriableError to join again later; ConnectError when a broker refuses for good.
 */
export const runSession = async (
  options: {
    readonly cluster: Cluster;
    readonly settings: ConsumerSettings;
    readonly watch: TopicWatch;
    readonly assignment: Assignment;
    readonly fetch: Fetcher;
    readonly startingPosition: OffsetReset;
    readonly createBackoff: () => Backoff;
    readonly log: Logger;
  },
  membership: Membership,
  signal: AbortSignal,
): Promise<MembershipEnd | undefined> => {
  const { cluster, settings, watch, assignment, startingPosition } = options;
  const ending = new AbortController();
  const sessionSignal = ending.signal;
  const end = (): void => ending.abort();
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  const whileFetching = async (): Promise<MembershipEnd | undefined> => {
    const added = assignment.update(membership.partitions);
    for (const position of await startPositions(cluster, membership.groupId, watch.current(), added, startingPosition))
      assignment.add(position);
    await fetchUntil(options, sessionSignal);
    // Without partitions there is nothing to fetch, and still a membership to keep.
    return new Promise(() => {});
  };
  const whileSizeStays = async (): Promise<MembershipEnd> => {
    await watch.untilResized(sessionSignal);
    return 'rebalance';
  };
  try {
    const heartbeats = keepAlive(cluster, membership, settings, sessionSignal);
    return await Promise.race([heartbeats, whileFetching(), whileSizeStays()]);
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
};
