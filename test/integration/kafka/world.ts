import { randomUUID } from 'node:crypto';
import { inject, onTestFinished } from 'vitest';
import { silentLogger } from '../../../lib/connect/logger.ts';
import { createKafkaJs } from '../../../lib/kafka/kafkajs/create-kafkajs.ts';
import type {
  ClientConfig,
  ConsumerOptions,
  ConsumerRecord,
  NewTopic,
  ProducerRecord,
} from '../../../lib/kafka/port.ts';

const kafka = createKafkaJs({ log: silentLogger });

/** Clients of one broker, closed when the test is over. */
export const createClients = (connection: ClientConfig = { 'bootstrap.servers': inject('kafka').bootstrapServers }) => {
  const closing = <C extends { close(): Promise<void> }>(client: C): C => {
    onTestFinished(() => client.close());
    return client;
  };
  const admin = async () => closing(await kafka.admin(connection));
  return {
    kafka,
    connection,
    admin,
    producer: async (config: ClientConfig = {}) => closing(await kafka.producer({ ...connection, ...config })),
    consumer: async (options: Partial<ConsumerOptions> & { readonly topic: string }, config: ClientConfig = {}) =>
      closing(
        await kafka.consumer(
          { ...connection, ...config },
          {
            groupId: `group-${randomUUID()}`,
            startingPosition: 'TRIM_HORIZON',
            onBatch: async () => {},
            onCrash: (error) => {
              throw error;
            },
            ...options,
          },
        ),
      ),
    createTopic: async (partitions: number, options: Partial<NewTopic> = {}): Promise<string> => {
      const topic = `topic-${randomUUID()}`;
      const client = await kafka.admin(connection);
      await client.createTopic({ topic, partitions, replicationFactor: -1, configs: {}, ...options });
      await client.close();
      return topic;
    },
  };
};

/** Gathers what a consumer is handed; `until` waits for so many. */
export const createCollector = () => {
  const records: ConsumerRecord[] = [];
  return {
    records,
    onBatch: async ({ records: added }: { readonly records: readonly ConsumerRecord[] }) => {
      for (const record of added) records.push(record);
    },
    texts: (partition?: number) =>
      records
        .filter((record) => partition === undefined || record.partition === partition)
        .map(({ value }) => Buffer.from(value ?? []).toString()),
  };
};

export const record = (topic: string, value: string | null, more: Partial<ProducerRecord> = {}): ProducerRecord => ({
  topic,
  partition: null,
  key: null,
  value: value === null ? null : Buffer.from(value),
  timestamp: null,
  headers: [],
  ...more,
});
