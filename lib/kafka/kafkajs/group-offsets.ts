import { ConnectError, RetriableError } from '../../connect/errors.ts';
import type { TopicPartitionOffset } from '../../connect/offset.ts';
import type { Cluster } from './cluster.ts';
import { groupBy } from './group-by.ts';
import { brokerError, connectError, errorType } from './kafka-error.ts';
import { offsetDeleteRequest } from './offset-delete-request.ts';
import { topicMetadata } from './topics.ts';

/** Committed offsets of groups, read and changed from outside, without joining them. */
export interface GroupOffsets {
  fetch(groupId: string, topics?: readonly string[]): Promise<readonly TopicPartitionOffset[]>;
  alter(groupId: string, offsets: readonly TopicPartitionOffset[]): Promise<void>;
  delete(groupId: string, topics: readonly string[]): Promise<void>;
}

export const createGroupOffsets = (cluster: Cluster): GroupOffsets => {
  const partitionsOf = async (topics: readonly string[]) => {
    const known = await Promise.all(topics.map((topic) => topicMetadata(cluster, topic)));
    return known.flatMap((topic) =>
      topic === undefined
        ? []
        : [{ topic: topic.topic, partitions: topic.leaders.map((_, partition) => ({ partition })) }],
    );
  };

  const fetch = async (groupId: string, topics?: readonly string[]) => {
    // To kafkajs a list of none is none at all, which Kafka takes for all.
    const asked = topics === undefined ? [] : await partitionsOf(topics);
    if (topics !== undefined && asked.length === 0) return [];
    const { responses } = await cluster.onCoordinator(groupId, ({ requests }) =>
      requests.offsetFetch({ groupId, topics: asked }),
    );
    return responses.flatMap(({ topic, partitions }) =>
      partitions
        .map(({ partition, offset }) => ({ topic, partition, offset: Number(offset) }))
        .filter(({ offset }) => offset >= 0),
    );
  };

  return {
    fetch,
    alter: async (groupId, offsets) => {
      if (offsets.length === 0) return;
      try {
        await commit(cluster, { groupId, memberId: '', generation: -1 }, offsets);
      } catch (error) {
        throw refused(groupId, error);
      }
    },
    delete: async (groupId, topics) => {
      const committed = await fetch(groupId, topics);
      if (committed.length === 0) return;
      const byTopic = [...groupBy(committed, ({ topic }) => topic)].map(([topic, offsets]) => ({
        topic,
        partitions: offsets.map(({ partition }) => partition),
      }));
      const { errorCode, partitions } = await cluster.onCoordinator(groupId, (broker) =>
        broker.send(offsetDeleteRequest(groupId, byTopic)),
      );
      const code = [errorCode, ...partitions.map((partition) => partition.errorCode)].find((one) => one !== 0) ?? 0;
      if (code !== 0) throw refused(groupId, brokerError(code));
    },
  };
};

/** Who commits: a member of the group, or with generation -1 anyone while the group has no members. */
export interface Committer {
  readonly groupId: string;
  readonly memberId: string;
  readonly generation: number;
}

export const commit = async (
  cluster: Cluster,
  { groupId, memberId, generation }: Committer,
  offsets: readonly TopicPartitionOffset[],
): Promise<void> => {
  const topics = [...groupBy(offsets, ({ topic }) => topic)].map(([topic, ofTopic]) => ({
    topic,
    partitions: ofTopic.map(({ partition, offset }) => ({ partition, offset: String(offset), metadata: null })),
  }));
  await cluster.onCoordinator(groupId, ({ requests }) =>
    requests.offsetCommit({ groupId, memberId, groupGenerationId: generation, topics }),
  );
};

const membersFaults = new Set(['UNKNOWN_MEMBER_ID', 'NON_EMPTY_GROUP', 'GROUP_SUBSCRIBED_TO_TOPIC']);

const refused = (groupId: string, thrown: unknown): ConnectError => {
  const error = connectError(thrown);
  const type = errorType(error.cause);
  if (error instanceof RetriableError || type === undefined || !membersFaults.has(type)) return error;
  return new ConnectError(
    `Failed to change the offsets of consumer group ${groupId}: it has active members. Stop what consumes with it first.`,
    { cause: error },
  );
};
