import { randomUUID } from 'node:crypto';
import type { RawConfig } from '../../connect/connector.ts';
import { ConnectError, RetriableError } from '../../connect/errors.ts';
import type { TopicLog, TopicLogRecord, TopicLogs } from '../../connect/source-task.ts';
import type { ClientConfig, ConsumerRecord, Kafka, KafkaAdmin, KafkaProducer } from '../../kafka/port.ts';
import { clientSettings } from '../client-settings.ts';
import type { Resources } from '../resources.ts';

const FOR_EVER = String(2n ** 63n - 1n);

/** As the original creates the topic of its history. */
const TOPIC_CONFIGS = { 'cleanup.policy': 'delete', 'retention.ms': FOR_EVER, 'retention.bytes': '-1' };

/** How long no record may come while there are some left. */
const READ_TIMEOUT_MS = 60_000;

const endOf = async (admin: KafkaAdmin, topic: string, spec: 'EARLIEST' | 'LATEST'): Promise<number> =>
  (await admin.listOffsets(topic, spec)).find(({ partition }) => partition === 0)?.offset ?? 0;

/** All records of the first partition, up to an offset. */
const readUpTo = async (
  kafka: Kafka,
  settings: ClientConfig,
  topic: string,
  end: number,
): Promise<readonly ConsumerRecord[]> => {
  const records: ConsumerRecord[] = [];
  let position = 0;
  let done: () => void = () => {};
  let failed: (error: Error) => void = () => {};
  const finished = new Promise<void>((resolve, reject) => {
    [done, failed] = [resolve, reject];
  });
  const consumer = await kafka.consumer(settings, {
    groupId: `${topic}-${randomUUID()}`,
    topic,
    startingPosition: 'TRIM_HORIZON',
    onBatch: async (batch) => {
      if (batch.records.some(({ partition }) => partition !== 0)) return;
      records.push(...batch.records);
      position = (batch.records.at(-1)?.offset ?? position) + 1;
      if (position >= end) done();
    },
    onCrash: failed,
  });
  let seen = -1;
  const watch = setInterval(() => {
    if (position === seen) failed(new RetriableError(`Topic ${topic} cannot be read beyond offset ${position}`));
    seen = position;
  }, READ_TIMEOUT_MS);
  try {
    await finished;
  } finally {
    clearInterval(watch);
    await consumer.close();
  }
  return records.filter(({ offset }) => offset < end);
};

const textOf = (bytes: Uint8Array | null): string | null => (bytes === null ? null : new TextDecoder().decode(bytes));

/** The settings of clients: the worker's, unless the connector names brokers of its own. */
const settingsOf =
  (worker: RawConfig, connector: RawConfig, bootstrapServers: string, properties: RawConfig) =>
  (role: 'producer' | 'consumer' | 'admin'): ClientConfig =>
    bootstrapServers === '' || bootstrapServers === worker['bootstrap.servers']
      ? { ...clientSettings(role, worker, connector), ...properties }
      : { 'bootstrap.servers': bootstrapServers, ...properties };

/** Opens topics as logs through the worker's Kafka client; what is left open is closed with the run. */
export const createTopicLogs = (options: {
  readonly kafka: Kafka;
  readonly worker: RawConfig;
  readonly connector: RawConfig;
  readonly resources: Resources;
}): TopicLogs => ({
  open: async ({ topic, bootstrapServers, properties }): Promise<TopicLog> => {
    const { kafka, worker, connector, resources } = options;
    const settings = settingsOf(worker, connector, bootstrapServers, properties);
    const admin = resources.lazy(
      () => kafka.admin(settings('admin')),
      (client: KafkaAdmin) => client.close(),
    );
    const producer = resources.lazy(
      () => kafka.producer(settings('producer')),
      (client: KafkaProducer) => client.close(),
    );
    const partitions = await (await admin()).partitions(topic);
    if (partitions === undefined)
      await (await admin()).createTopic({ topic, partitions: 1, replicationFactor: -1, configs: TOPIC_CONFIGS });
    else if (partitions !== 1)
      throw new ConnectError(
        `Topic ${topic} has ${partitions} partitions, and must have one: its records would come in another order`,
      );
    async function* readFrom(first: number): AsyncGenerator<TopicLogRecord> {
      const client = await admin();
      const [start, end] = [await endOf(client, topic, 'EARLIEST'), await endOf(client, topic, 'LATEST')];
      if (end <= Math.max(start, first)) return;
      for (const { offset, key, value } of await readUpTo(kafka, settings('consumer'), topic, end))
        if (offset >= first) yield { offset, key: textOf(key), value: textOf(value) };
    }
    return {
      read: async function* () {
        for await (const { value } of readFrom(0)) if (value !== null) yield value;
      },
      readFrom,
      end: async () => endOf(await admin(), topic, 'LATEST'),
      append: async (texts) => {
        const encoder = new TextEncoder();
        await (await producer()).send(
          texts.map((text) => ({
            topic,
            partition: 0,
            key: null,
            value: encoder.encode(text),
            timestamp: null,
            headers: [],
          })),
        );
      },
      close: async () => {},
    };
  },
});
