import type { RawHeader } from '../../connect/converter.ts';
import type { KafkaAdmin } from '../../kafka/port.ts';
import type { StageError } from './stage.ts';
import { classNameOf, formatTrace } from './trace.ts';

/** The settings of a dead letter queue, in Kafka Connect's names. */
export interface DeadLetterConfig {
  readonly 'errors.deadletterqueue.topic.name': string;
  readonly 'errors.deadletterqueue.topic.replication.factor': number;
  readonly 'errors.deadletterqueue.context.headers.enable': boolean;
}

/** Whose records fail. */
export interface Failing {
  readonly connector: string;
  readonly task: number;
}

const PREFIX = '__connect.errors.';

/** The headers that say where a record was (`place`) and what went wrong; follows `DeadLetterQueueReporter`. */
export const contextHeaders = (
  { connector, task }: Failing,
  place: Readonly<Record<string, string>>,
  error: StageError,
): readonly RawHeader[] =>
  Object.entries({
    ...place,
    'connector.name': connector,
    'task.id': String(task),
    stage: error.stage,
    'class.name': error.className,
    'exception.class.name': classNameOf(error.cause),
    'exception.message': error.cause.message,
    'exception.stacktrace': formatTrace(error.cause),
  }).map(([key, value]) => ({ key: PREFIX + key, value: Buffer.from(value) }));

/** Makes sure, once, that the dead letter topic exists: with one partition, as the original's. */
export const createLetterTopic = (
  config: DeadLetterConfig,
  admin: () => Promise<KafkaAdmin>,
  configs: Readonly<Record<string, string>> = {},
): (() => Promise<void>) => {
  const topic = config['errors.deadletterqueue.topic.name'];
  const replicationFactor = config['errors.deadletterqueue.topic.replication.factor'];
  let exists = false;
  return async () => {
    if (exists) return;
    const client = await admin();
    if ((await client.partitions(topic)) === undefined)
      await client.createTopic({ topic, partitions: 1, replicationFactor, configs });
    exists = true;
  };
};
