import type { ConsumerSettings } from '../client-config/client-config.ts';
import type { Cluster } from './cluster.ts';
import type { Committer } from './group-offsets.ts';
import { ASSIGNOR, assignRanges, decodeAssignment, encodeAssignment, encodeSubscription } from './group-protocol.ts';

/** A place in a consumer group, good until the group is dealt out anew. */
export interface Membership extends Committer {
  readonly partitions: readonly number[];
}

export interface JoinOptions {
  readonly groupId: string;
  readonly topic: string;
  /** Of the last membership; empty for a new member. */
  readonly memberId: string;
  readonly settings: ConsumerSettings;
  /** How many partitions the topic has, should this member have to deal them out. */
  readonly partitionCount: number;
}

/** Joins, and waits for the others and for what the leader deals out; follows `AbstractCoordinator`. */
export const join = async (cluster: Cluster, options: JoinOptions): Promise<Membership> => {
  const { groupId, topic, memberId, settings, partitionCount } = options;
  const joined = await cluster.onCoordinator(groupId, ({ requests }) =>
    requests.joinGroup({
      groupId,
      memberId,
      sessionTimeout: settings['session.timeout.ms'],
      rebalanceTimeout: settings['max.poll.interval.ms'],
      groupProtocols: [{ name: ASSIGNOR, metadata: encodeSubscription(topic) }],
    }),
  );
  const ranges =
    joined.leaderId === joined.memberId
      ? assignRanges(
          joined.members.map((member) => member.memberId),
          partitionCount,
        )
      : new Map<string, readonly number[]>();
  const { memberAssignment } = await cluster.onCoordinator(groupId, ({ requests }) =>
    requests.syncGroup({
      groupId,
      generationId: joined.generationId,
      memberId: joined.memberId,
      groupAssignment: [...ranges].map(([member, partitions]) => ({
        memberId: member,
        memberAssignment: encodeAssignment(topic, partitions),
      })),
    }),
  );
  const partitions = decodeAssignment(memberAssignment, topic);
  return { groupId, memberId: joined.memberId, generation: joined.generationId, partitions };
};

const LEAVE_TIMEOUT_MS = 3_000;

/** Tells the group at once, so that it need not wait for the session to end. Never throws: the group notices anyway. */
export const leave = async (cluster: Cluster, { groupId, memberId }: Committer): Promise<void> => {
  const leaving = cluster.onCoordinator(groupId, ({ requests }) => requests.leaveGroup({ groupId, memberId }));
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LEAVE_TIMEOUT_MS);
  });
  await Promise.race([leaving, timeout]).catch(() => {});
  clearTimeout(timer);
};
