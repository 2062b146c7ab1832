import type { ConsumerRecord, KafkaAdmin, KafkaProducer, ProducerRecord } from '../../kafka/port.ts';
import { contextHeaders, createLetterTopic, type DeadLetterConfig, type Failing } from '../errors/dead-letter.ts';
import type { StageError } from '../errors/stage.ts';
import type { MutableTaskErrorCounts } from '../errors/task-error-counts.ts';

export interface DeadLetterQueueOptions extends Failing {
  readonly config: DeadLetterConfig;
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

/** The connector's dead letter queue, or `undefined` when it has none. */
export const createDeadLetterQueue = (options: DeadLetterQueueOptions): DeadLetterQueue | undefined => {
  const { config, counts } = options;
  const topic = config['errors.deadletterqueue.topic.name'];
  if (topic === '') return undefined;
  const withContext = config['errors.deadletterqueue.context.headers.enable'];
  const ensureTopic = createLetterTopic(config, options.admin);
  let letters: Array<{ readonly record: ConsumerRecord; readonly error: StageError }> = [];

  const toLetter = ({ record, error }: (typeof letters)[number]): ProducerRecord => {
    const place = { topic: record.topic, partition: String(record.partition), offset: String(record.offset) };
    return {
      topic,
      partition: null,
      key: record.key,
      value: record.value,
      timestamp: record.timestampType === 'NO_TIMESTAMP_TYPE' ? null : record.timestamp,
      headers: withContext ? [...record.headers, ...contextHeaders(options, place, error)] : record.headers,
    };
  };

  const send = async (): Promise<void> => {
    await ensureTopic();
    await (await options.producer()).send(letters.map(toLetter));
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
      counts['deadletterqueue-produce-requests'] += letters.length;
      try {
        await send();
      } catch (error) {
        counts['deadletterqueue-produce-failures'] += letters.length;
        throw error;
      }
      letters = [];
    },
  };
};
