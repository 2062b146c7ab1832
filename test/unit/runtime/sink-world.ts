import type { SinkTaskPlugin } from '../../../lib/config/define-task.ts';
import type { SinkTask, SinkTaskContext } from '../../../lib/connect/sink-task.ts';
import type { ConsumerRecord } from '../../../lib/kafka/port.ts';
import type { Clock } from '../../../lib/runtime/clock.ts';
import { createSinkHost } from '../../../lib/runtime/sink/sink-host.ts';
import type { SinkDelivery, SinkRuntime } from '../../../lib/runtime/sink/sink-runtime.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { common } from './fixtures.ts';
import { createMemoryKafka } from './memory-kafka.ts';

/** A record of topic `t`, as consumed. */
export const record = (offset: number, value = `v${offset}`, partition = 0): ConsumerRecord => ({
  topic: 't',
  partition,
  offset,
  timestamp: 1000 + offset,
  timestampType: 'CREATE_TIME',
  key: null,
  value: Buffer.from(value),
  headers: [],
});

export const records = (from: number, to: number, partition = 0): readonly ConsumerRecord[] =>
  Array.from({ length: to - from }, (_, index) => record(from + index, undefined, partition));

/** Time that passes by sleeping only, so that no test depends on how fast it runs. */
export const sleepingClock = (): Clock => {
  let now = 1_700_000_000_000;
  return {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
  };
};

/** A sink host over memory, and a sink that keeps what is put. */
export const setUp = (overrides: Partial<SinkRuntime> = {}, timeMs = 2500) => {
  const storage = createMemoryStorage();
  const kafka = createMemoryKafka();
  const host = createSinkHost({ ...common, storage, kafka, configRefreshMs: 0, ...overrides });
  const put: string[] = [];
  const sink = (more: Partial<SinkTask> = {}, onStart?: (context: SinkTaskContext) => void): SinkTaskPlugin => ({
    kind: 'sink',
    start: async (_raw, context) => {
      onStart?.(context);
      return {
        put: async (batch) => void put.push(...batch.map(({ value }) => String(value))),
        ...more,
      };
    },
  });
  const deliver = (plugin: SinkTaskPlugin, batch: readonly ConsumerRecord[], others: SinkDelivery['partitions'] = []) =>
    host.deliver({
      connector: 'c',
      plugin,
      pluginVersion: '1',
      partitions: [{ topic: 't', partition: batch[0]?.partition ?? 0, records: batch }, ...others],
      deadline: (overrides.clock ?? common.clock).now() + timeMs,
    });
  const status = async () => (await storage.statuses.status('c')).tasks[0];
  return { storage, kafka, host, put, sink, deliver, status };
};
