import type { RawHeader } from '../connect/converter.ts';
import type { ConsumerRecord, KafkaAdmin, KafkaProducer } from '../kafka/port.ts';
import type { StageError } from './stage.ts';
import type { MutableTaskErrorCounts } from './task-error-counts.ts';
import { classNameOf, formatTrace } from './trace.ts';

/** The settings of a dead letter queue, in Kafka Connect's names. */
interface DeadLetterQueueConfig {
  readonly 'errors.deadletterqueue.topic.name': string;
  readonly 'errors.deadletterqueue.topic.replication.factor': number;
  readonly 'errors.deadletterqueue.context.headers.enable': boolean;
}

export interface DeadLetterQueueOptions {
  readonly config: DeadLetterQueueConfig;
  readonly connector: string;
  readonly task: number;
  readonly counts: MutableTaskErrorCounts;
  producer(): Promise<KafkaProducer>;
  admin(): Promise<KafkaAdmin>;
}

/** Takes records as they were consumed, byte for byte; follows `DeadLetterQueueReporter`. */
export interface DeadLetterQueue {
  add(record: ConsumerRecord, error: StageError): void;
  /** Forgets what was added and is not in Kafka: its batch comes again. */
  clear(): void;
  /** Resolves when everything added is in Kafka; must come before the batch counts as done. */
  flush(): Promise<void>;
}

const PREFIX = '__connect.errors.';

const contextHeaders = (
  { connector, task }: DeadLetterQueueOptions,
  record: ConsumerRecord,
  error: StageError,
): readonly RawHeader[] =>
  Object.entries({
    topic: record.topic,
    partition: String(record.partition),
    offset: String(record.offset),
    'connector.name': connector,
    'task.id': String(task),
    stage: error.stage,
    'class.name': error.className,
    'exception.class.name': classNameOf(error.cause),
    'exception.message': error.cause.message,
    'exception.stacktrace': formatTrace(error.cause),
  }).map(([key, value]) => ({ key: PREFIX + key, value: Buffer.from(value) }));

/** The connector's dead letter queue, or `undefined` when it has none. */
export const createDeadLetterQueue = (options: DeadLetterQueueOptions): DeadLetterQueue | undefined => {
  const { config } = options;
  const topic = config['errors.deadletterqueue.topic.name'];
  if (topic === '') return undefined;
  let letters: Array<{ record: ConsumerRecord; error: StageError }> = [];
  let topicExists = false;

  const ensureTopic = async (): Promise<void> => {
    if (topicExists) return;
    const admin = await options.admin();
    const replicationFactor = config['errors.deadletterqueue.topic.replication.factor'];
    if ((await admin.partitions(topic)) === undefined)
      await admin.createTopic({ topic, partitions: 1, replicationFactor, configs: {} });
    topicExists = true;
  };

  return {
    add: (record, error) => {
      letters.push({ record, error });
    },
    clear: () => {
      letters = [];
    },
    flush: async () => {
      if (letters.length === 0) return;
      await ensureTopic();
      const withContext = config['errors.deadletterqueue.context.headers.enable'];
      const producer = await options.producer();
      const { counts } = options;
      counts['deadletterqueue-produce-requests'] += letters.length;
      try {
        await producer.send(
          letters.map(({ record, error }) => ({
            topic,
            partition: null,
            key: record.key,
            value: record.value,
            timestamp: record.timestampType === 'NO_TIMESTAMP_TYPE' ? null : record.timestamp,
            headers: withContext ? [...record.headers, ...contextHeaders(options, record, error)] : record.headers,
          })),
        );
      } catch (error) {
        counts['deadletterqueue-produce-failures'] += letters.length;
        throw error;
      }
      letters = [];
    },
  };
};
