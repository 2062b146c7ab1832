import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchBroker } from './environment.ts';
import { createTopic, FILE_SINK } from './file-stream.ts';
import { fillTopic } from './fill-topic.ts';
import { measuredRun } from './process/measured-run.ts';
import { linesOf } from './process/progress.ts';
import { standaloneWorker } from './process/standalone-worker.ts';

const VALUE = Buffer.from('x'.repeat(1024));

/** What a standalone worker holds at most while records of 1 KiB go through a sink that was far behind. */
export const benchSinkMemory = async (broker: BenchBroker, records: number) => {
  const directory = await mkdtemp(join(tmpdir(), 'bench-memory-'));
  const file = join(directory, 'out.txt');
  await createTopic(broker.kafka, broker.bootstrapServers, 'memory', 1);
  await fillTopic(broker, { topic: 'memory', partitions: 1, records, value: VALUE });
  const sink = { name: 'memory', ...FILE_SINK, file, topics: 'memory' };
  const worker = await standaloneWorker(directory, broker.bootstrapServers, [sink]);
  const { peakRssMib, cpuSecondsPerMillion } = await measuredRun(worker, linesOf(file), records);
  await rm(directory, { recursive: true });
  return {
    row: 'memory, sink string 1 KiB',
    records,
    peak_rss_mib: Math.round(peakRssMib),
    cpu_seconds_per_million: Number(cpuSecondsPerMillion.toFixed(2)),
  };
};
