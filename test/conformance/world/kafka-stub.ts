import { ConnectError } from '../../../lib/connect/errors.ts';
import type { TopicPartitionOffset } from '../../../lib/connect/offset.ts';
import type { HerderContext } from '../../../lib/herder/herder-context.ts';

/** Offsets of consumer groups, over topics of one partition unless more are wanted; asking for others fails as a broker would. */
export interface KafkaStub {
  readonly admin: HerderContext['admin'];
  addTopic(topic: string, partitions?: number): void;
  committed(group: string): readonly TopicPartitionOffset[];
  commit(group: string, offsets: readonly TopicPartitionOffset[]): void;
}

export const createKafkaStub = (): KafkaStub => {
  /** Numbers of partitions. */
  const topics = new Map<string, number>();
  const groups = new Map<string, readonly TopicPartitionOffset[]>();
  const committed = (group: string): readonly TopicPartitionOffset[] => groups.get(group) ?? [];
  const commit = (group: string, offsets: readonly TopicPartitionOffset[]): void => {
    const isNew = (old: TopicPartitionOffset): boolean =>
      !offsets.some(({ topic, partition }) => topic === old.topic && partition === old.partition);
    groups.set(group, [...committed(group).filter(isNew), ...offsets]);
  };
  return {
    addTopic: (topic, partitions = 1) => void topics.set(topic, partitions),
    committed,
    commit,
    admin: {
      topics: async () => [...topics.keys()],
      partitions: async (topic) => topics.get(topic),
      groupOffsets: async (group, wanted) => committed(group).filter(({ topic }) => wanted?.includes(topic) ?? true),
      alterGroupOffsets: async (group, offsets) => {
        if (offsets.some(({ topic, partition }) => partition < 0 || partition >= (topics.get(topic) ?? 0)))
          throw new ConnectError('UNKNOWN_TOPIC_OR_PARTITION');
        commit(group, offsets);
      },
      deleteGroupOffsets: async (group, unwanted) =>
        void groups.set(
          group,
          committed(group).filter(({ topic }) => !unwanted.includes(topic)),
        ),
    },
  };
};
