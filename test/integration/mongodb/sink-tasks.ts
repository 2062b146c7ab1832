import { afterEach } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import type { Schema } from '../../../lib/connect/schema.ts';
import type { SinkTask } from '../../../lib/connect/sink-task.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { mongoSinkTask } from '../../../lib/connectors/mongodb/sink/task.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';
import { url } from './database.ts';

const running: SinkTask[] = [];

afterEach(async () => {
  for (const task of running.splice(0)) await task.stop?.();
});

/** What was reported to the errant record reporter, by offset. */
export type Reports = Map<number, string>;

/** A running sink task, stopped after the test. */
export const startSink = async (config: RawConfig, reports: Reports | null = null): Promise<SinkTask> => {
  const raw = { name: 'mongo', topics: 'topic', 'connection.uri': url, ...config };
  const reporter = reports && {
    report: async ({ kafkaOffset }: SinkRecord, error: Error) => {
      reports.set(kafkaOffset, error.message);
    },
  };
  const task = await mongoSinkTask.start(raw, sinkContext(raw, reporter));
  running.push(task);
  return task;
};

export interface Content {
  readonly key?: ConnectValue;
  readonly keySchema?: Schema;
  /** Absent in a tombstone. */
  readonly value?: ConnectValue;
  readonly valueSchema?: Schema;
  readonly topic?: string;
}

/** Records of one partition, counted from `first`. */
export const sinkRecords = (contents: readonly Content[], first = 0): readonly SinkRecord[] =>
  contents.map(({ key = null, keySchema = null, value = null, valueSchema = null, topic = 'topic' }, index) => ({
    topic,
    kafkaPartition: 0,
    kafkaOffset: first + index,
    keySchema,
    key,
    valueSchema,
    value,
    headers: [],
    timestamp: 1_700_000_000_000,
    timestampType: 'CREATE_TIME',
    originalTopic: topic,
    originalKafkaPartition: 0,
    originalKafkaOffset: first + index,
  }));
