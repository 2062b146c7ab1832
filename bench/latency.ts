import { appendFile, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchBroker } from './environment.ts';
import { createTopic, FILE_SINK, FILE_SOURCE } from './file-stream.ts';
import { startCommand } from './process/measured-run.ts';
import { standaloneWorker } from './process/standalone-worker.ts';

const PER_SECOND = 1000;
const TICK_MS = 5;
const LOOK_EVERY_MS = 2;
const WARM_UP_SECONDS = 5;

export interface Latency {
  readonly row: string;
  readonly records: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly max_ms: number;
}

/** Milliseconds that mean the same in a line that was written and when it is read again. */
const now = (): number => performance.now();

const at = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);

/** Appends lines at an even pace; each says when it was written. */
const write = async (file: string, total: number): Promise<void> => {
  const began = now();
  for (let written = 0; written < total; ) {
    const due = Math.min(total, Math.floor(((now() - began) * PER_SECOND) / 1000));
    if (due > written) await appendFile(file, `${now()}\n`.repeat(due - written));
    written = Math.max(written, due);
    await sleep(TICK_MS);
  }
};

/** Reads lines as they arrive, and how long each was under way. */
const read = async (file: string, total: number, stopped: () => boolean): Promise<readonly number[]> => {
  const handle = await open(file, 'r');
  const latencies: number[] = [];
  let rest = '';
  while (latencies.length < total && !stopped()) {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1 << 20));
    const arrived = now();
    const lines = (rest + buffer.toString('latin1', 0, bytesRead)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) latencies.push(arrived - Number(line));
    if (bytesRead === 0) await sleep(LOOK_EVERY_MS);
  }
  await handle.close();
  return latencies;
};

/** From a line in a file through Kafka to a line in another, both connectors in one standalone worker. */
export const benchLatency = async ({ kafka, bootstrapServers }: BenchBroker, seconds: number): Promise<Latency> => {
  const directory = await mkdtemp(join(tmpdir(), 'bench-latency-'));
  const [input, output] = [join(directory, 'in.txt'), join(directory, 'out.txt')];
  await writeFile(input, '');
  await writeFile(output, '');
  await createTopic(kafka, bootstrapServers, 'latency', 1);
  const worker = await startCommand(
    await standaloneWorker(directory, bootstrapServers, [
      { name: 'latency-in', ...FILE_SOURCE, file: input, topic: 'latency' },
      { name: 'latency-out', ...FILE_SINK, file: output, topics: 'latency' },
    ]),
  );
  try {
    const warmUp = WARM_UP_SECONDS * PER_SECOND;
    const total = warmUp + seconds * PER_SECOND;
    const [latencies] = await Promise.all([read(output, total, worker.hasEnded), write(input, total)]);
    if (latencies.length < total) throw new Error(`${total - latencies.length} records did not arrive`);
    const sorted = latencies.slice(warmUp).sort((a, b) => a - b);
    return {
      row: `latency, source to sink, ${PER_SECOND} records/s`,
      records: sorted.length,
      p50_ms: at(sorted, 0.5),
      p99_ms: at(sorted, 0.99),
      max_ms: at(sorted, 1),
    };
  } finally {
    await worker.end();
    await rm(directory, { recursive: true, force: true });
  }
};
