import type { SourceRecord } from '../../../lib/connect/record.ts';
import type { ConsumerRecord } from '../../../lib/kafka/port.ts';
import { createTaskRegistry } from '../../../lib/observability/metrics/task-registry.ts';
import type { PartitionRecords } from '../../../lib/runtime/sink/sink-runtime.ts';

export const NOW = 1_700_000_000_000;

/** A registry whose time stands still until it is told to pass. */
export const givenRegistry = () => {
  let now = NOW;
  const clock = { now: () => now };
  return {
    clock,
    registry: createTaskRegistry({ now: clock.now, sampleWindowMs: 30_000 }),
    pass: (ms: number) => {
      now += ms;
    },
  };
};

/** Records of a source that are that old, one each. */
export const polled = (...ages: ReadonlyArray<number | null>): readonly SourceRecord[] =>
  ages.map((age, position) => ({
    topic: 't',
    kafkaPartition: null,
    keySchema: null,
    key: null,
    valueSchema: null,
    value: 'v',
    timestamp: age === null ? null : NOW - age,
    headers: [],
    sourcePartition: {},
    sourceOffset: { position },
  }));

/** Records of a partition that are that old, one each. */
export const delivered = (partition: number, ...ages: readonly number[]): PartitionRecords => ({
  topic: 't',
  partition,
  records: ages.map(
    (age, offset): ConsumerRecord => ({
      topic: 't',
      partition,
      offset,
      timestamp: NOW - age,
      timestampType: 'CREATE_TIME',
      key: null,
      value: null,
      headers: [],
    }),
  ),
});
