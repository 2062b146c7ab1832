import { RetriableError } from '../../connect/errors.ts';
import type { TopicPartitionOffset } from '../../connect/offset.ts';
import type { Assignment } from './assignment.ts';
import type { Backoff } from './backoff.ts';
import type { Cluster } from './cluster.ts';
import { commit } from './group-offsets.ts';
import { membershipEnd } from './heartbeats.ts';
import type { Membership } from './membership.ts';

/**
 * Commits as the member that this is at the moment, again if the group was dealt out anew meanwhile; what became
 * another's is left out, since that one commits it.
 */
export const createCommits =
  (options: {
    readonly cluster: Cluster;
    readonly assignment: Assignment;
    membership(): Membership | undefined;
    readonly timeoutMs: number;
    readonly now: () => number;
    readonly createBackoff: () => Backoff;
    readonly signal: AbortSignal;
  }): ((offsets: readonly TopicPartitionOffset[]) => Promise<void>) =>
  async (offsets) => {
    const { cluster, assignment, now, signal } = options;
    const deadline = now() + options.timeoutMs;
    const backoff = options.createBackoff();
    for (;;) {
      const member = options.membership();
      const own = offsets.filter(({ partition }) => assignment.get(partition) !== undefined);
      if (own.length === 0) return;
      try {
        if (member === undefined) throw new RetriableError('The consumer is not a member of its group at the moment.');
        return await commit(cluster, member, own);
      } catch (error) {
        const mayPass = error instanceof RetriableError || membershipEnd(error) !== undefined;
        if (!mayPass || signal.aborted || now() >= deadline) throw error;
        await backoff.pause(signal);
      }
    }
  };
