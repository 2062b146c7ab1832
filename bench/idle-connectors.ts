import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnectClient } from '../test/worker/connect-client.ts';
import type { BenchBroker } from './environment.ts';
import { FILE_SOURCE } from './file-stream.ts';
import { median } from './median.ts';
import { startCommand } from './process/measured-run.ts';
import { cpuSeconds, peakRssMib } from './process/process-stats.ts';
import { standaloneWorker, workerUrl } from './process/standalone-worker.ts';

const IDLE_MS = 10_000;
const LISTINGS = 5;

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** What connectors cost that are in the tables and stopped: CPU while nothing happens, memory, and listing them all. */
export const benchIdleConnectors = async ({ bootstrapServers }: BenchBroker, n: number) => {
  const directory = await mkdtemp(join(tmpdir(), 'bench-idle-'));
  const command = await standaloneWorker(directory, bootstrapServers, []);
  const url = await workerUrl(directory);
  const worker = await startCommand(command);
  try {
    while (!(await answers(`${url}/connectors`))) {
      if (worker.hasEnded()) throw new Error(`the worker ended, see ${command.logFile}`);
      await sleep(20);
    }
    const client = createConnectClient(url);
    for (let index = 0; index < n; index += 1) {
      const config = { ...FILE_SOURCE, file: join(directory, 'absent'), topic: 'idle' };
      await client.call('POST', '/connectors', { name: `idle-${index}`, config, initial_state: 'STOPPED' });
    }
    const before = cpuSeconds(worker.pid);
    await sleep(IDLE_MS);
    const idle = cpuSeconds(worker.pid) - before;
    const listings: number[] = [];
    for (let listing = 0; listing < LISTINGS; listing += 1) {
      const began = performance.now();
      await client.call('GET', '/connectors?expand=info&expand=status');
      listings.push(performance.now() - began);
    }
    return {
      row: 'stopped connectors, standalone',
      by: 'connectors',
      n,
      idle_cpu_percent: Number(((idle / IDLE_MS) * 100_000).toFixed(2)),
      list_ms: Math.round(median(listings)),
      peak_rss_mib: Math.round(peakRssMib(worker.pid)),
    };
  } finally {
    await worker.end();
    await rm(directory, { recursive: true, force: true });
  }
};
