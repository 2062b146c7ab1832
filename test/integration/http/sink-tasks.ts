import { afterEach } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import type { ReportRecord, SinkTask } from '../../../lib/connect/sink-task.ts';
import { httpSinkTask } from '../../../lib/connectors/http/sink/task.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';

const running: SinkTask[] = [];

afterEach(async () => {
  for (const task of running.splice(0)) await task.stop?.();
});

/** What was reported to the errant record reporter, by offset. */
export type Refused = Map<number, string>;

/** What was written to topics of reports, by topic. */
export type Reported = Map<string, ReportRecord[]>;

/** A running sink task, stopped after the test. Tries come at once unless the configuration says otherwise. */
export const startSink = async (
  config: RawConfig,
  to: { readonly refused?: Refused; readonly reported?: Reported; timeout?(ms: number): void } = {},
): Promise<SinkTask> => {
  const raw = { 'retry.backoff.ms': '1', ...config };
  const reporter = to.refused && {
    report: async ({ kafkaOffset }: SinkRecord, error: Error) => {
      to.refused?.set(kafkaOffset, error.message);
    },
  };
  const task = await httpSinkTask.start(raw, {
    ...sinkContext(raw, reporter ?? null),
    timeout: (ms) => to.timeout?.(ms),
    reportTo: async ({ topic }, records) => {
      to.reported?.set(topic, [...(to.reported.get(topic) ?? []), ...records]);
    },
  });
  running.push(task);
  return task;
};

export const record = (
  offset: number,
  content: Partial<Pick<SinkRecord, 'key' | 'keySchema' | 'value' | 'valueSchema' | 'headers' | 'topic'>> = {},
): SinkRecord => ({
  topic: 'orders',
  kafkaPartition: 0,
  kafkaOffset: offset,
  keySchema: null,
  key: `k${offset}`,
  valueSchema: null,
  value: `v${offset}`,
  headers: [],
  timestamp: Date.UTC(2024, 0, 1),
  timestampType: 'CREATE_TIME',
  originalTopic: 'orders',
  originalKafkaPartition: 0,
  originalKafkaOffset: offset,
  ...content,
});

export const records = (from: number, to: number): readonly SinkRecord[] =>
  Array.from({ length: to - from }, (_, index) => record(from + index));
