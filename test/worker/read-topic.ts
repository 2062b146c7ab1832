import { Kafka, logLevel } from 'kafkajs';

/** A record as an independent client reads it. */
export interface ReadRecord {
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly value: string | null;
}

const connect = (bootstrapServers: string): Kafka =>
  new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING, clientId: 'test' });

/** Number of records that the topic holds; 0 when there is none. */
export const countRecords = async (bootstrapServers: string, topic: string): Promise<number> => {
  const admin = connect(bootstrapServers).admin();
  await admin.connect();
  try {
    if (!(await admin.listTopics()).includes(topic)) return 0;
    const offsets = await admin.fetchTopicOffsets(topic);
    return offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  } finally {
    await admin.disconnect();
  }
};

/** Every record of a topic, by kafkajs, which the code under test does not read with. */
export const readTopic = async (bootstrapServers: string, topic: string): Promise<readonly ReadRecord[]> => {
  const wanted = await countRecords(bootstrapServers, topic);
  const records: ReadRecord[] = [];
  if (wanted === 0) return records;
  const consumer = connect(bootstrapServers).consumer({ groupId: `read-${topic}-${Date.now()}-${Math.random()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  try {
    await new Promise<void>((resolve, reject) => {
      consumer
        .run({
          eachBatch: async ({ batch, resolveOffset }) => {
            for (const { offset, key, value } of batch.messages) {
              records.push({
                partition: batch.partition,
                offset: Number(offset),
                key: key?.toString() ?? null,
                value: value?.toString() ?? null,
              });
              resolveOffset(offset);
            }
            if (records.length >= wanted) resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return records;
};
