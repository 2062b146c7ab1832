/** One number read off the host; `counter`s only grow while the machine is up. */
export interface Reading {
  readonly name: string;
  readonly value: number;
  readonly unit: 'Percent' | 'Bytes' | 'Count' | 'None';
  readonly dimensions: Readonly<Record<string, string>>;
}

interface CpuTimes {
  readonly idle: number;
  readonly total: number;
}

/** How long all processors together were idle and in use. */
export const cpuTimes = (
  cpus: ReadonlyArray<{ readonly times: Readonly<Record<'user' | 'nice' | 'sys' | 'idle' | 'irq', number>> }>,
): CpuTimes => {
  const idle = cpus.reduce((sum, { times }) => sum + times.idle, 0);
  const busy = cpus.reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  return { idle, total: idle + busy };
};

/** How much of the time between two moments was in use; nothing where no time passed. */
export const cpuUsage = (before: CpuTimes, now: CpuTimes): readonly Reading[] => {
  const total = now.total - before.total;
  if (total <= 0) return [];
  const value = 100 * (1 - (now.idle - before.idle) / total);
  return [{ name: 'cpu.utilization', value, unit: 'Percent', dimensions: {} }];
};

/** Columns of `/proc/net/dev`, https://man7.org/linux/man-pages/man5/proc_pid_net.5.html */
const COLUMNS = [
  [0, 'network.received.bytes', 'Bytes'],
  [1, 'network.received.packets', 'Count'],
  [2, 'network.received.errors', 'Count'],
  [8, 'network.sent.bytes', 'Bytes'],
  [9, 'network.sent.packets', 'Count'],
  [10, 'network.sent.errors', 'Count'],
] as const;

/** Each interface's counters since the machine was started. */
export const networkReadings = (procNetDev: string): readonly Reading[] =>
  procNetDev.split('\n').flatMap((line) => {
    const [, name, rest] = /^\s*([^\s|]+):\s*(\d.*)$/.exec(line) ?? [];
    if (name === undefined || rest === undefined) return [];
    const values = rest.trim().split(/\s+/).map(Number);
    return COLUMNS.map(([column, metric, unit]) => ({
      name: metric,
      value: values[column] ?? 0,
      unit,
      dimensions: { interface: name },
    }));
  });

interface FileSystem {
  readonly bsize: number;
  readonly blocks: number;
  readonly bfree: number;
  readonly bavail: number;
}

/** As `df` counts: what only the superuser may use is not free. */
export const diskReadings = (path: string, { bsize, blocks, bfree, bavail }: FileSystem): readonly Reading[] => {
  const used = blocks - bfree;
  const dimensions = { path };
  return [
    { name: 'disk.total', value: blocks * bsize, unit: 'Bytes', dimensions },
    { name: 'disk.used', value: used * bsize, unit: 'Bytes', dimensions },
    { name: 'disk.available', value: bavail * bsize, unit: 'Bytes', dimensions },
    { name: 'disk.utilization', value: used === 0 ? 0 : (100 * used) / (used + bavail), unit: 'Percent', dimensions },
  ];
};

export const memoryReadings = (total: number, available: number): readonly Reading[] => [
  { name: 'memory.total', value: total, unit: 'Bytes', dimensions: {} },
  { name: 'memory.available', value: available, unit: 'Bytes', dimensions: {} },
  { name: 'memory.utilization', value: (100 * (total - available)) / total, unit: 'Percent', dimensions: {} },
];
