import { readFile, statfs } from 'node:fs/promises';
import { cpus, freemem, loadavg, totalmem } from 'node:os';
import { asError, ConnectError } from '../../../connect/errors.ts';
import type { HostSourceConfig } from './config.ts';
import { cpuTimes, cpuUsage, diskReadings, memoryReadings, networkReadings, type Reading } from './readings.ts';

const load = (): readonly Reading[] =>
  loadavg().map((value, index) => ({
    name: 'cpu.load',
    value,
    unit: 'None',
    dimensions: { minutes: ['1', '5', '15'][index] ?? '' },
  }));

const disk = async (path: string): Promise<readonly Reading[]> => {
  try {
    return diskReadings(path, await statfs(path));
  } catch (error) {
    throw new ConnectError(
      `The file system of ${path}, from disk.paths, cannot be measured: ${asError(error).message}`,
    );
  }
};

const network = async (): Promise<readonly Reading[]> => {
  try {
    return networkReadings(await readFile('/proc/net/dev', 'utf8'));
  } catch (error) {
    throw new ConnectError('The network is measured on Linux only: leave it out of metrics', { cause: error });
  }
};

/** Reads what is to be measured. How busy processors are is counted from one call to the next. */
export const createMeasure = (config: HostSourceConfig): (() => Promise<readonly Reading[]>) => {
  let before = cpuTimes(cpus());
  const processors = (): readonly Reading[] => {
    const now = cpuTimes(cpus());
    const usage = cpuUsage(before, now);
    before = now;
    return [...usage, ...load()];
  };
  const kinds: Readonly<Record<string, () => Promise<readonly Reading[]>>> = {
    cpu: async () => processors(),
    memory: async () => memoryReadings(totalmem(), freemem()),
    disk: async () => (await Promise.all(config['disk.paths'].map(disk))).flat(),
    network,
  };
  return async () => (await Promise.all(config.metrics.map((kind) => kinds[kind]?.() ?? []))).flat();
};
