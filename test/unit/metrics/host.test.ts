import { afterEach, describe, expect, it } from 'vitest';
import type { SourceTask } from '../../../lib/connect/source-task.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { validateValue } from '../../../lib/connect/validate-value.ts';
import {
  cpuTimes,
  cpuUsage,
  diskReadings,
  memoryReadings,
  networkReadings,
} from '../../../lib/connectors/metrics/host-source/readings.ts';
import { hostSourceTask } from '../../../lib/connectors/metrics/host-source/task.ts';
import { METRIC_SCHEMA } from '../../../lib/connectors/metrics/metric.ts';
import { sourceContext } from '../../contract/tasks/contexts.ts';
import { storedOffsets } from '../../contract/tasks/stored-offsets.ts';

const valuesOf = (readings: ReadonlyArray<{ readonly name: string; readonly value: number }>) =>
  Object.fromEntries(readings.map(({ name, value }) => [name, value]));

describe('readings', () => {
  it('count processors from one moment to the next', () => {
    const at = (user: number, idle: number) => cpuTimes([{ times: { user, idle, nice: 0, sys: 0, irq: 0 } }]);
    expect(valuesOf(cpuUsage(at(100, 100), at(130, 110)))).toEqual({ 'cpu.utilization': 75 });
    expect(cpuUsage(at(1, 1), at(1, 1))).toEqual([]);
  });

  it('count disks as df does', () => {
    expect(valuesOf(diskReadings('/', { bsize: 10, blocks: 100, bfree: 40, bavail: 20 }))).toEqual({
      'disk.total': 1000,
      'disk.used': 600,
      'disk.available': 200,
      'disk.utilization': 75,
    });
  });

  it('count memory', () => {
    expect(valuesOf(memoryReadings(200, 50))).toMatchObject({ 'memory.utilization': 75 });
  });

  it('read interfaces of /proc/net/dev', () => {
    const text = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 1 2 3 0 0 0 0 0 4 5 6 0 0 0 0 0
  eth0:10 20 30 0 0 0 0 0 40 50 60 0 0 0 0 0
`;
    const readings = networkReadings(text);
    expect(readings.filter(({ dimensions }) => dimensions.interface === 'eth0').map(({ value }) => value)).toEqual([
      10, 20, 30, 40, 50, 60,
    ]);
    expect(readings).toHaveLength(12);
  });
});

describe('a task', () => {
  const running: SourceTask[] = [];
  const start = async (keys: Readonly<Record<string, string>>): Promise<SourceTask> => {
    const config = { name: 'host', 'kafka.topic': 'host', ...keys };
    const task = await hostSourceTask.start(config, sourceContext(config, storedOffsets([])));
    running.push(task);
    return task;
  };
  afterEach(() => Promise.all(running.splice(0).map((task) => task.stop?.())));

  it('makes a record of each metric of this machine, and then waits for its interval', async () => {
    const task = await start({ metrics: 'cpu,memory,disk', 'interval.ms': '3600000' });
    const records = (await task.poll(new AbortController().signal)) ?? [];
    const names = records.map(({ value }) => (value instanceof Struct ? value.get('name') : null));
    expect(names).toEqual(expect.arrayContaining(['cpu.load', 'memory.available', 'disk.used']));
    for (const { value } of records) validateValue(METRIC_SCHEMA, value);
    expect(new Set(records.map(({ key }) => key)).size).toBe(records.length);
    expect(await task.poll(AbortSignal.abort())).toBeNull();
    expect(await task.poll(new AbortController().signal)).toBeNull();
  });

  it('fails where a path is none', async () => {
    const task = await start({ metrics: 'disk', 'disk.paths': '/no/such/path' });
    await expect(task.poll(new AbortController().signal)).rejects.toThrow('The file system of /no/such/path');
  });
});
