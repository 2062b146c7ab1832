import type { KafkaAdmin } from './port.ts';

/**
 * An admin client that connects on first use and again after a failure, so that the worker starts and answers while Kafka
 * is away.
 */
export const createLazyAdmin = (connect: () => Promise<KafkaAdmin>): KafkaAdmin => {
  let connected: Promise<KafkaAdmin> | undefined;
  const admin = async (): Promise<KafkaAdmin> => {
    connected ??= connect().catch((error) => {
      connected = undefined;
      throw error;
    });
    return connected;
  };
  return {
    clusterId: async () => (await admin()).clusterId(),
    topics: async () => (await admin()).topics(),
    partitions: async (topic) => (await admin()).partitions(topic),
    createTopic: async (topic) => (await admin()).createTopic(topic),
    groupOffsets: async (groupId, topics) => (await admin()).groupOffsets(groupId, topics),
    alterGroupOffsets: async (groupId, offsets) => (await admin()).alterGroupOffsets(groupId, offsets),
    deleteGroupOffsets: async (groupId, topics) => (await admin()).deleteGroupOffsets(groupId, topics),
    listOffsets: async (topic, spec) => (await admin()).listOffsets(topic, spec),
    close: async () => {
      if (connected !== undefined) await (await connected).close();
    },
  };
};
