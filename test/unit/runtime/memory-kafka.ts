import { RetriableError } from '../../../lib/connect/errors.ts';
import type { TopicPartitionOffset } from '../../../lib/connect/offset.ts';
import type { Kafka, KafkaAdmin, KafkaProducer, NewTopic, ProducerRecord } from '../../../lib/kafka/port.ts';
import { createMemoryTransactions } from './exactly-once/memory-transactions.ts';

/** A one-partition-a-topic Kafka in memory that can be told to fail. */
export interface MemoryKafka extends Kafka {
  readonly sent: ProducerRecord[];
  readonly created: NewTopic[];
  /** Called before each send; throws to fail it. */
  onSend: (records: readonly ProducerRecord[]) => void | Promise<void>;
  unreachable: boolean;
  /** What transactional producers do, and what groups have committed. */
  readonly transactions: ReturnType<typeof createMemoryTransactions>;
}

const unsupported = (): never => {
  throw new Error('not part of this fake');
};

export const createMemoryKafka = (): MemoryKafka => {
  const sent: ProducerRecord[] = [];
  const created: NewTopic[] = [];
  const ends = new Map<string, number>();
  const append = (record: ProducerRecord): TopicPartitionOffset => {
    const offset = ends.get(record.topic) ?? 0;
    sent.push(record);
    ends.set(record.topic, offset + 1);
    return { topic: record.topic, partition: 0, offset };
  };
  const transactions = createMemoryTransactions(append);
  const connect = (kafka: MemoryKafka): void => {
    if (kafka.unreachable) throw new RetriableError('connect ECONNREFUSED 127.0.0.1:9092');
  };
  const kafka: MemoryKafka = {
    sent,
    created,
    onSend: () => {},
    unreachable: false,
    producer: async (): Promise<KafkaProducer> => {
      connect(kafka);
      return {
        send: async (records) => {
          await kafka.onSend(records);
          return records.map(append);
        },
        close: async () => {},
      };
    },
    transactions,
    transactionalProducer: transactions.transactionalProducer,
    admin: async (): Promise<KafkaAdmin> => {
      connect(kafka);
      return {
        clusterId: async () => 'memory',
        topics: async () => [...new Set([...sent.map(({ topic }) => topic), ...created.map(({ topic }) => topic)])],
        partitions: async (topic) => (created.some((one) => one.topic === topic) ? 1 : undefined),
        createTopic: async (topic) => {
          created.push(topic);
          return true;
        },
        groupOffsets: transactions.groupOffsets,
        alterGroupOffsets: transactions.alterGroupOffsets,
        deleteGroupOffsets: unsupported,
        listOffsets: unsupported,
        close: async () => {},
      };
    },
    consumer: unsupported,
  };
  return kafka;
};

/** Values of the records in a topic, as text. */
export const valuesIn = (kafka: MemoryKafka, topic: string): readonly string[] =>
  kafka.sent.filter((record) => record.topic === topic).map(({ value }) => Buffer.from(value ?? []).toString());
