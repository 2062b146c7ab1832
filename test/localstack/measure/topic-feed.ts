import { Kafka, logLevel } from 'kafkajs';

const PAYLOAD_BYTES = 1024;
const CHUNK = 1000;

/** Records of 1 KiB of JSON. */
const record = (id: number) => {
  const head = `{"id":${id},"text":"`;
  return { value: `${head}${'x'.repeat(PAYLOAD_BYTES - head.length - 2)}"}` };
};

/** Writes made-up records into a topic of one partition. */
export const createTopicFeed = async (bootstrapServers: string, topic: string) => {
  const kafka = new Kafka({ brokers: bootstrapServers.split(','), clientId: 'feed', logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
  const producer = kafka.producer();
  await producer.connect();
  let next = 0;
  return {
    send: async (count: number): Promise<void> => {
      for (let left = count; left > 0; left -= CHUNK)
        await producer.send({ topic, messages: Array.from({ length: Math.min(left, CHUNK) }, () => record(next++)) });
    },
    /** How many records of the topic a group has still to read. */
    lag: async (groupId: string): Promise<number> => {
      const [read] = await admin.fetchOffsets({ groupId, topics: [topic] });
      return next - Math.max(0, Number(read?.partitions[0]?.offset ?? 0));
    },
    close: async (): Promise<void> => {
      await producer.disconnect();
      await admin.disconnect();
    },
  };
};
