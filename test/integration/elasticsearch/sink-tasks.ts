import { afterEach } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import { INT64_SCHEMA, type Schema, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import type { SinkTask } from '../../../lib/connect/sink-task.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { elasticsearchSinkTask } from '../../../lib/connectors/elasticsearch/task.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';

const running: SinkTask[] = [];

afterEach(async () => {
  for (const task of running.splice(0)) await task.stop?.();
});

/** What was reported to the errant record reporter, by offset. */
export type Reports = Map<number, string>;

/** A running sink task, stopped after the test. */
export const startSink = async (
  raw: RawConfig,
  { reports = null, timeout = () => {} }: { readonly reports?: Reports | null; timeout?(ms: number): void } = {},
): Promise<SinkTask> => {
  const reporter = reports && {
    report: async ({ kafkaOffset }: SinkRecord, error: Error) => {
      reports.set(kafkaOffset, error.message);
    },
  };
  const task = await elasticsearchSinkTask.start(raw, { ...sinkContext(raw, reporter), timeout });
  running.push(task);
  return task;
};

export interface Content {
  readonly offset: number;
  readonly key?: ConnectValue;
  readonly keySchema?: Schema | null;
  readonly value?: ConnectValue;
  readonly valueSchema?: Schema | null;
  readonly partition?: number;
  readonly headers?: SinkRecord['headers'];
}

export const record = (topic: string, content: Content): SinkRecord => ({
  topic,
  kafkaPartition: content.partition ?? 0,
  kafkaOffset: content.offset,
  keySchema: content.keySchema ?? null,
  key: content.key ?? null,
  valueSchema: content.valueSchema ?? null,
  value: content.value ?? null,
  headers: content.headers ?? [],
  timestamp: Date.UTC(2024, 0, 1),
  timestampType: 'CREATE_TIME',
  originalTopic: topic,
  originalKafkaPartition: content.partition ?? 0,
  originalKafkaOffset: content.offset,
});

const VALUE = structSchema([
  ['name', STRING_SCHEMA],
  ['amount', INT64_SCHEMA],
]);

export const struct = (name: ConnectValue, amount: ConnectValue) => ({
  valueSchema: VALUE,
  value: new Struct(VALUE, [name, amount]),
});
