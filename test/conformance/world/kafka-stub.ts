import { ConnectError } from '../../../lib/connect/errors.ts';
import type { TopicPartitionOffset } from '../../../lib/connect/offset.ts';
import type { HerderContext } from '../../../lib/herder/herder-context.ts';

/** Offsets of consumer groups, over topics of one partition each; asking for others fails as a broker would. */
export interface KafkaStub {
  readonly admin: HerderContext['admin'];
  addTopic(topic: string): void;
  committed(group: string): readonly TopicPartitionOffset[];
  commit(group: string, offsets: readonly TopicPartitionOffset[]): void;
}

export const createKafkaStub = (): KafkaStub => {
  const topics = new Set<string>();
  const groups = new Map<string, readonly TopicPartitionOffset[]>();
  const committed = (group: string): readonly TopicPartitionOffset[] => groups.get(group) ?? [];
  const commit = (group: string, offsets: readonly TopicPartitionOffset[]): void => {
    const isNew = (old: TopicPartitionOffset): boolean =>
      !offsets.some(({ topic, partition }) => topic === old.topic && partition === old.partition);
    groups.set(group, [...committed(group).filter(isNew), ...offsets]);
  };
  return {
    addTopic: (topic) => void topics.add(topic),
    committed,
    commit,
    admin: {
      topics: async () => [...topics],
      partitions: async (topic) => (topics.has(topic) ? 1 : undefined),
      groupOffsets: async (group, wanted) => committed(group).filter(({ topic }) => wanted.includes(topic)),
      alterGroupOffsets: async (group, offsets) => {
        if (offsets.some(({ topic, partition }) => !topics.has(topic) || partition !== 0))
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
