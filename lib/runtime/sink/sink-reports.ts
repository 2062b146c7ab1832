import type { ReportTopic, SinkTaskContext } from '../../connect/sink-task.ts';
import type { KafkaAdmin, KafkaProducer } from '../../kafka/port.ts';

/** Writes what sink tasks report, over the clients that dead letters use too, which are opened when they are needed. */
export const createSinkReports = (clients: {
  producer(): Promise<KafkaProducer>;
  admin(): Promise<KafkaAdmin>;
}): SinkTaskContext['reportTo'] => {
  const existing = new Set<string>();

  const ensureTopic = async ({ topic, partitions, replicationFactor }: ReportTopic): Promise<void> => {
    if (existing.has(topic)) return;
    const admin = await clients.admin();
    if ((await admin.partitions(topic)) === undefined)
      await admin.createTopic({ topic, partitions, replicationFactor, configs: {} });
    existing.add(topic);
  };

  return async (topic, records) => {
    if (records.length === 0) return;
    await ensureTopic(topic);
    const producer = await clients.producer();
    await producer.send(
      records.map(({ value, headers }) => ({
        topic: topic.topic,
        partition: null,
        key: null,
        value: Buffer.from(value),
        timestamp: null,
        headers: headers.map(([key, text]) => ({ key, value: Buffer.from(text) })),
      })),
    );
  };
};
