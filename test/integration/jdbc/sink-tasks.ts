import { afterEach } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { Header } from '../../../lib/connect/header.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import type { Schema } from '../../../lib/connect/schema.ts';
import type { ErrantRecordReporter, SinkTask, SinkTaskContext } from '../../../lib/connect/sink-task.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { jdbcSinkTask } from '../../../lib/connectors/jdbc/sink/task.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';

const running: SinkTask[] = [];

afterEach(async () => {
  for (const task of running.splice(0)) await task.stop?.();
});

/** What was reported to the errant record reporter, by offset. */
export type Reports = Map<number, string>;

const contextOf = (configs: RawConfig, reports: Reports | null): SinkTaskContext => {
  const reporter: ErrantRecordReporter = {
    report: async ({ kafkaOffset }, error) => {
      reports?.set(kafkaOffset, error.message);
    },
  };
  return { ...sinkContext(configs, reports && reporter), connector: 'jdbc' };
};

/** A running sink task, stopped after the test. */
export const startSink = async (raw: RawConfig, reports: Reports | null = null): Promise<SinkTask> => {
  const task = await jdbcSinkTask.start(raw, contextOf(raw, reports));
  running.push(task);
  return task;
};

interface Content {
  readonly key?: readonly [Schema, ConnectValue];
  /** Absent in a tombstone. */
  readonly value?: readonly [Schema, ConnectValue];
  readonly topic?: string;
  readonly headers?: readonly Header[];
}

/** Records of one partition, counted from `first`. */
export const sinkRecords = (topic: string, contents: readonly Content[], first = 0): readonly SinkRecord[] =>
  contents.map(({ key, value, topic: own = topic, headers = [] }, index) => ({
    topic: own,
    kafkaPartition: 0,
    kafkaOffset: first + index,
    keySchema: key?.[0] ?? null,
    key: key?.[1] ?? null,
    valueSchema: value?.[0] ?? null,
    value: value?.[1] ?? null,
    headers,
    timestamp: 0,
    timestampType: 'CREATE_TIME',
    originalTopic: own,
    originalKafkaPartition: 0,
    originalKafkaOffset: first + index,
  }));
