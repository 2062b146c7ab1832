import { Kafka, logLevel } from 'kafkajs';

/** A record of several topics, read by an independent client; numbers of any size stay exact as text. */
export interface ReadEvent {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

const connect = (bootstrapServers: string): Kafka =>
  new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING, clientId: 'test' });

const ends = async (kafka: Kafka, prefix: string): Promise<ReadonlyMap<string, number>> => {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix)).sort();
    const counted = topics.map(async (topic): Promise<[string, number]> => {
      const offsets = await admin.fetchTopicOffsets(topic);
      return [topic, offsets.reduce((sum, { high }) => sum + Number(high), 0)];
    });
    return new Map(await Promise.all(counted));
  } finally {
    await admin.disconnect();
  }
};

/** How many records all topics with this prefix hold together. */
export const countEvents = async (bootstrapServers: string, prefix: string): Promise<number> =>
  [...(await ends(connect(bootstrapServers), prefix)).values()].reduce((sum, count) => sum + count, 0);

/** Calls `take` with every record of the topics that begin so, each topic's in order. */
export const forEachEvent = async (
  bootstrapServers: string,
  prefix: string,
  take: (event: ReadEvent) => void,
): Promise<void> => {
  const kafka = connect(bootstrapServers);
  const wanted = await ends(kafka, prefix);
  let missing = [...wanted.values()].reduce((sum, count) => sum + count, 0);
  if (missing === 0) return;
  const consumer = kafka.consumer({ groupId: `events-${Date.now()}-${Math.random()}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [...wanted.keys()], fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        eachBatch: async ({ batch: { topic, partition, messages } }) => {
          for (const { offset, key, value, headers = {} } of messages) {
            const texts = Object.entries(headers).map(([name, header]) => [name, String(header)]);
            take({
              topic,
              partition,
              offset: Number(offset),
              key: key?.toString() ?? null,
              value: value?.toString() ?? null,
              headers: Object.fromEntries(texts),
            });
            missing -= 1;
          }
          if (missing <= 0) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
};

export const readEvents = async (bootstrapServers: string, prefix: string): Promise<readonly ReadEvent[]> => {
  const events: ReadEvent[] = [];
  await forEachEvent(bootstrapServers, prefix, (event) => void events.push(event));
  return events;
};
