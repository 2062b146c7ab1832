import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RawConfig } from '../lib/connect/connector.ts';
import type { BenchBroker } from './environment.ts';
import { createTopic, FILE_SINK } from './file-stream.ts';
import { fillTopic } from './fill-topic.ts';
import { benchIdleConnectors } from './idle-connectors.ts';
import { measuredRun, type Progress } from './process/measured-run.ts';
import { linesOf, recordsOf } from './process/progress.ts';
import { standaloneWorker } from './process/standalone-worker.ts';
import { benchSink } from './sink-path.ts';
import { benchSource } from './source-path.ts';

/** One point of a curve. */
export interface ScalePoint {
  readonly row: string;
  /** What is varied, and how much of it there was. */
  readonly by: string;
  readonly n: number;
  readonly cpu_seconds_per_million?: number;
  readonly peak_rss_mib?: number;
  readonly idle_cpu_percent?: number;
  readonly list_ms?: number;
}

const STEPS = [1, 10, 100];
const SIZES = [100, 1024, 10_240, 102_400, 1_000_000];
/** No size moves more than this, or the largest would take hours. */
const MAX_BYTES = 200e6;

let runs = 0;

/** One life of a standalone worker that moves records from its start on. */
const runWorker = async (
  { bootstrapServers }: BenchBroker,
  connectorsIn: (directory: string) => readonly RawConfig[],
  progressIn: (directory: string) => Progress,
  records: number,
) => {
  const directory = await mkdtemp(join(tmpdir(), 'bench-scale-'));
  const worker = await standaloneWorker(directory, bootstrapServers, connectorsIn(directory));
  const run = await measuredRun(worker, progressIn(directory), records);
  await rm(directory, { recursive: true });
  return {
    cpu_seconds_per_million: Number(run.cpuSecondsPerMillion.toFixed(2)),
    peak_rss_mib: Math.round(run.peakRssMib),
  };
};

async function* bySize(broker: BenchBroker, records: number): AsyncGenerator<ScalePoint> {
  for (const bytes of SIZES) {
    const row = { converter: 'json', bytes, records: Math.min(records, Math.floor(MAX_BYTES / bytes)) };
    for (const [kind, bench] of Object.entries({ source: benchSource, sink: benchSink })) {
      const { cpu_seconds_per_million } = await bench(broker, row);
      yield { row: `${kind} json, function`, by: 'bytes', n: bytes, cpu_seconds_per_million };
    }
  }
}

/** Tasks of one source that share the records. */
async function* byTasks(broker: BenchBroker, records: number): AsyncGenerator<ScalePoint> {
  const admin = await broker.kafka.admin({ 'bootstrap.servers': broker.bootstrapServers });
  for (const n of STEPS) {
    const topic = `scale-tasks-${++runs}`;
    await createTopic(broker.kafka, broker.bootstrapServers, topic, 1);
    const each = Math.floor(records / n);
    const source = {
      name: topic,
      'connector.class': 'io.confluent.kafka.connect.datagen.DatagenConnector',
      'kafka.topic': topic,
      quickstart: 'users',
      'max.interval': '0',
      iterations: String(each),
      'tasks.max': String(n),
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter.schemas.enable': 'false',
    };
    const result = await runWorker(
      broker,
      () => [source],
      () => recordsOf(admin, topic),
      each * n,
    );
    yield { row: 'datagen source, standalone', by: 'tasks', n, ...result };
  }
  await admin.close();
}

async function* byPartitions(broker: BenchBroker, records: number): AsyncGenerator<ScalePoint> {
  for (const n of STEPS) {
    const topic = `scale-partitions-${++runs}`;
    await createTopic(broker.kafka, broker.bootstrapServers, topic, n);
    await fillTopic(broker, { topic, partitions: n, records, value: Buffer.from('x'.repeat(100)) });
    const result = await runWorker(
      broker,
      (directory) => [{ name: topic, ...FILE_SINK, file: join(directory, 'out'), topics: topic }],
      (directory) => linesOf(join(directory, 'out')),
      records,
    );
    yield { row: 'sink string 100 B, standalone', by: 'partitions', n, ...result };
  }
}

/** What more of everything costs: a line for each point of each curve. */
export async function* benchScale(broker: BenchBroker, records: number): AsyncGenerator<ScalePoint> {
  yield* bySize(broker, records);
  yield* byTasks(broker, records);
  yield* byPartitions(broker, records);
  for (const n of [1, 10, 100, 1000]) yield benchIdleConnectors(broker, n);
}
