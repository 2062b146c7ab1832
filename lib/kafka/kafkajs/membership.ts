import type { ConsumerSettings } from '../client-config/client-config.ts';
import type { Cluster } from './cluster.ts';
import type { Committer } from './group-offsets.ts';
import { ASSIGNOR, assignRanges, decodeAssignment, encodeAssignment, encodeSubscription } from './group-protocol.ts';
import { type JoinedGroup, joinGroupRequest } from './join-group-request.ts';
import { brokerError, connectError, errorType } from './kafka-error.ts';

/** A place in a consumer group, good until the group is dealt out anew. */
export interface Membership extends Committer {
  readonly partitions: readonly number[];
}

/** One member of a group, through all its memberships; follows `AbstractCoordinator`. */
export interface GroupMember {
  /**
   * Joins, and waits for the others and for what the leader deals out.
   *
   * @param partitionCount how many partitions the topic has, should this member have to deal them out.
   */
  join(partitionCount: number): Promise<Membership>;
  /** Joins as a new member next time, since the group does not know this one any more. */
  forget(): void;
  /** The membership last gained. */
  current(): Membership | undefined;
  /** Tells the group at once, so that it need not wait for the session to end. Never throws: the group notices anyway. */
  leave(): Promise<void>;
}

const LEAVE_TIMEOUT_MS = 3_000;

export const createGroupMember = (options: {
  readonly cluster: Cluster;
  readonly groupId: string;
  readonly topic: string;
  readonly settings: ConsumerSettings;
}): GroupMember => {
  const { cluster, groupId, topic, settings } = options;
  let memberId = '';
  let membership: Membership | undefined;

  const askToJoin = async (): Promise<JoinedGroup> => {
    const request = joinGroupRequest({
      groupId,
      memberId,
      sessionTimeoutMs: settings['session.timeout.ms'],
      rebalanceTimeoutMs: settings['max.poll.interval.ms'],
      protocol: ASSIGNOR,
      subscription: encodeSubscription(topic),
    });
    const joined = await cluster.onCoordinator(groupId, (broker) => broker.send(request));
    if (joined.errorCode === 0) return joined;
    const error = brokerError(joined.errorCode);
    if (errorType(error) !== 'MEMBER_ID_REQUIRED') throw connectError(error);
    memberId = joined.memberId;
    return askToJoin();
  };

  const dealOut = ({ leaderId, memberId: self, memberIds }: JoinedGroup, partitionCount: number) =>
    leaderId !== self
      ? []
      : [...assignRanges(memberIds, partitionCount)].map(([member, partitions]) => ({
          memberId: member,
          memberAssignment: encodeAssignment(topic, partitions),
        }));

  return {
    current: () => membership,
    join: async (partitionCount) => {
      const joined = await askToJoin();
      memberId = joined.memberId;
      const { generation } = joined;
      const groupAssignment = dealOut(joined, partitionCount);
      const { memberAssignment } = await cluster.onCoordinator(groupId, ({ requests }) =>
        requests.syncGroup({ groupId, generationId: generation, memberId, groupAssignment }),
      );
      membership = { groupId, memberId, generation, partitions: decodeAssignment(memberAssignment, topic) };
      return membership;
    },
    forget: () => {
      memberId = '';
    },
    leave: async () => {
      if (memberId === '') return;
      const leaving = cluster.onCoordinator(groupId, ({ requests }) => requests.leaveGroup({ groupId, memberId }));
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, LEAVE_TIMEOUT_MS);
      });
      await Promise.race([leaving, timeout]).catch(() => {});
      clearTimeout(timer);
    },
  };
};
