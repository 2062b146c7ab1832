import type { RawConfig } from '../lib/connect/connector.ts';
import type { Kafka } from '../lib/kafka/port.ts';

export const FILE_SOURCE: RawConfig = {
  'connector.class': 'org.apache.kafka.connect.file.FileStreamSourceConnector',
  'tasks.max': '1',
};
export const FILE_SINK: RawConfig = {
  'connector.class': 'org.apache.kafka.connect.file.FileStreamSinkConnector',
  'tasks.max': '1',
};

export const createTopic = async (
  kafka: Kafka,
  bootstrapServers: string,
  topic: string,
  partitions: number,
): Promise<void> => {
  const admin = await kafka.admin({ 'bootstrap.servers': bootstrapServers });
  await admin.createTopic({ topic, partitions, replicationFactor: 1, configs: {} });
  await admin.close();
};
