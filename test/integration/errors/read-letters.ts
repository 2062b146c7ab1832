import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { countRecords } from '../../worker/read-topic.ts';

/** A record with its bytes, as a client reads it that is not under test. */
export interface Letter {
  readonly partition: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly timestamp: number;
  /** Headers of one name stand together. */
  readonly headers: ReadonlyArray<readonly [string, Buffer]>;
}

const toBuffers = (value: Buffer | string | ReadonlyArray<Buffer | string> | undefined): readonly Buffer[] => {
  if (value === undefined) return [];
  if (typeof value === 'string') return [Buffer.from(value)];
  return Buffer.isBuffer(value) ? [value] : value.flatMap(toBuffers);
};

/** Every record of the topic. */
export const readLetters = async (bootstrapServers: string, topic: string): Promise<readonly Letter[]> => {
  const wanted = await countRecords(bootstrapServers, topic);
  const letters: Letter[] = [];
  if (wanted === 0) return letters;
  const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `letters-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  try {
    await new Promise<void>((resolve, reject) => {
      const eachMessage: Parameters<typeof consumer.run>[0] = {
        eachMessage: async ({ partition, message }) => {
          const headers = Object.entries(message.headers ?? {}).flatMap(([key, value]) =>
            toBuffers(value).map((one) => [key, one] as const),
          );
          const { key, value, timestamp } = message;
          letters.push({ partition, key, value, timestamp: Number(timestamp), headers });
          if (letters.length === wanted) resolve();
        },
      };
      consumer.run(eachMessage).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return letters;
};

/** The headers as text, by name. */
export const headersOf = ({ headers }: Letter): Readonly<Record<string, string>> =>
  Object.fromEntries(headers.map(([key, value]) => [key, value.toString()]));
