import { inject } from 'vitest';
import { silentLogger } from '../../../lib/connect/logger.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import type { TopicLogs } from '../../../lib/connect/source-task.ts';
import { createKafkaJs } from '../../../lib/kafka/kafkajs/create-kafkajs.ts';
import type { Resources } from '../../../lib/runtime/resources.ts';
import { createTopicLogs } from '../../../lib/runtime/source/topic-logs.ts';
import { part, summary } from './reader.ts';

const { bootstrapServers } = inject('kafka');
const kafka = createKafkaJs({ log: silentLogger });

export const SIGNAL_SETTINGS = {
  'signal.enabled.channels': 'kafka',
  'signal.poll.interval.ms': '100',
  'notification.enabled.channels': 'sink,log',
  'notification.sink.topic.name': 'told',
  'incremental.snapshot.chunk.size': '2',
};

export const topicLogs = (resources: Resources): TopicLogs =>
  createTopicLogs({ kafka, worker: { 'bootstrap.servers': bootstrapServers }, connector: {}, resources });

/** Sends messages to a topic of signals: each a key and a value. */
export const sendTo = async (topic: string, ...signals: ReadonlyArray<readonly [string, object]>): Promise<void> => {
  const producer = await kafka.producer({ 'bootstrap.servers': bootstrapServers });
  const encoder = new TextEncoder();
  const record = ([key, value]: readonly [string, object]) => ({
    topic,
    partition: 0,
    key: encoder.encode(key),
    value: encoder.encode(JSON.stringify(value)),
    timestamp: null,
    headers: [],
  });
  await producer.send(signals.map(record));
  await producer.close();
};

/** The same, to the topic that is a connector's by default. */
export const send = (prefix: string, ...signals: ReadonlyArray<readonly [string, object]>): Promise<void> =>
  sendTo(`${prefix}-signal`, ...signals);

export const execute = (table: string) => ({
  type: 'execute-snapshot',
  data: { 'data-collections': [table], type: 'INCREMENTAL' },
});

const isTold = ({ topic }: SourceRecord): boolean => topic === 'told';
export const told = (records: readonly SourceRecord[]) =>
  records.filter(isTold).map((record) => `${String(part(record, 'aggregate_type'))} ${String(part(record, 'type'))}`);
export const rows = (records: readonly SourceRecord[]) => records.filter((record) => !isTold(record)).map(summary);
export const until =
  (last: string) =>
  (records: readonly SourceRecord[]): boolean =>
    told(records).includes(last);

/** Of a table of three rows. */
export const INCREMENTAL = ['STARTED', 'IN_PROGRESS', 'IN_PROGRESS', 'TABLE_SCAN_COMPLETED', 'COMPLETED'].map(
  (type) => `Incremental Snapshot ${type}`,
);
