import type { SourceTaskPlugin } from '../lib/config/define-task.ts';
import { NO_HEADERS } from '../lib/connect/header.ts';
import type { SourceRecord } from '../lib/connect/record.ts';
import { runSourceTask } from '../lib/runtime/source/source-run.ts';
import { type BenchBroker, type BenchRow, CONVERTERS, chainText, createBenchRuntime, sizeText } from './environment.ts';
import { type Measurement, measure } from './measure.ts';
import { payload } from './payload.ts';

/** Records of one poll: 2,000, or fewer that are large. */
const batchRecords = (bytes: number): number => Math.max(1, Math.min(2000, Math.floor(4e6 / bytes)));
const PARTITION = { bench: 'source' };

/** Hands out prepared values, so that reading costs nothing. */
const generator = (topic: string, converter: string, bytes: number, total: number): SourceTaskPlugin => {
  const values = Array.from({ length: batchRecords(bytes) }, (_, id) => payload(converter, bytes, id));
  return {
    kind: 'source',
    start: async () => {
      let next = 0;
      return {
        poll: async () => {
          if (next >= total) return null;
          const from = next;
          next += values.length;
          return values.map(
            (value, index): SourceRecord => ({
              topic,
              kafkaPartition: null,
              keySchema: null,
              key: null,
              ...value,
              timestamp: null,
              headers: NO_HEADERS,
              sourcePartition: PARTITION,
              sourceOffset: { position: from + index + 1 },
            }),
          );
        },
      };
    },
  };
};

/** Rows through one source run into Kafka. */
export const benchSource = async (
  { kafka, bootstrapServers }: BenchBroker,
  { converter, bytes, records: total, transformations = {} }: BenchRow,
): Promise<Measurement> => {
  const runtime = await createBenchRuntime(kafka, bootstrapServers, {
    ...CONVERTERS[converter],
    ...transformations,
  });
  const run = async (records: number): Promise<void> => {
    const outcome = await runSourceTask(
      { ...runtime, idleTimeoutMs: 0, leaseTtlMs: 60_000, heartbeatMs: 1000 },
      {
        connector: 'bench',
        task: 0,
        plugin: generator(`bench-${converter}`, converter, bytes, records),
        pluginVersion: '1',
        runId: 'bench',
        deadline: Number.MAX_SAFE_INTEGER,
        signal: new AbortController().signal,
      },
    );
    if (outcome !== 'IDLE') throw new Error(`the run ended ${outcome}`);
  };
  const batch = batchRecords(bytes);
  const whole = Math.ceil(total / batch) * batch;
  await run(Math.ceil(whole / 10));
  return measure(`source ${converter} ${sizeText(bytes)}${chainText(transformations)}`, whole, () => run(whole));
};
