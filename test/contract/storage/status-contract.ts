import { beforeEach, expect, it } from 'vitest';
import type { TaskStatus } from '../../../lib/storage/status-backing-store.ts';
import type { Storage } from '../../../lib/storage/storage.ts';
import { acquire } from './acquire.ts';
import { newConnector, oddNames } from './names.ts';

const running = { state: 'RUNNING', workerId: '127.0.0.1:8083', generation: 1, version: '1.0' } as const;
const failed = { state: 'FAILED', workerId: 'lambda:a', generation: 2, trace: 'java.lang.Error: 😀\n\tat b' } as const;

const taskStatus = (task: number, generation = 1): TaskStatus => ({ ...running, task, generation });

export const statusContract = (storage: () => Storage): void => {
  const statuses = () => storage().statuses;
  const generations = async () => (await statuses().status(connector)).tasks.map(({ generation }) => generation);
  let connector: string;
  beforeEach(() => {
    connector = newConnector();
  });

  it('knows no status of a connector that was never written', async () => {
    const nothing = { name: connector, connector: undefined, tasks: [] };
    expect(await statuses().status(connector)).toStrictEqual(nothing);
  });

  it('gives back the newest statuses, tasks by number', async () => {
    await statuses().putConnectorStatus(connector, failed);
    await statuses().putConnectorStatus(connector, running);
    for (const task of [10, 2, 0]) await statuses().putTaskStatus(connector, { ...running, task });
    await statuses().putTaskStatus(connector, { ...failed, task: 2 });
    const tasks = [
      { ...running, task: 0 },
      { ...failed, task: 2 },
      { ...running, task: 10 },
    ];
    const status = { name: connector, connector: running, tasks };
    expect(await statuses().status(connector)).toStrictEqual(status);
    expect(await statuses().statuses()).toContainEqual(status);
  });

  it('lists connectors that have a status, sorted by name', async () => {
    const named = ['b', 'a', 'c', 'leased', 'used'].map((suffix) => `${connector}-${suffix}`);
    const [b = '', a = '', c = '', leased = '', used = ''] = named;
    await statuses().putTaskStatus(b, taskStatus(0));
    await statuses().putConnectorStatus(a, running);
    await statuses().putConnectorStatus(c, running);
    await acquire(storage(), leased);
    await statuses().putTopic(used, { topic: 't', task: 0, discoverTimestamp: 1 });
    const listed = (await statuses().statuses()).map(({ name }) => name);
    expect(listed.filter((name) => named.includes(name))).toStrictEqual([a, b, c]);
  });

  it('keeps a status of a newer generation from an older run', async () => {
    await statuses().putTaskStatusSafe(connector, taskStatus(0, 2));
    await statuses().putTaskStatusSafe(connector, taskStatus(0, 1));
    expect(await generations()).toStrictEqual([2]);
    await statuses().putTaskStatusSafe(connector, { ...taskStatus(0, 2), state: 'PAUSED' });
    expect((await statuses().status(connector)).tasks).toMatchObject([{ state: 'PAUSED', generation: 2 }]);
    await statuses().putTaskStatusSafe(connector, taskStatus(0, 3));
    expect(await generations()).toStrictEqual([3]);
    await statuses().putTaskStatus(connector, taskStatus(0, 1));
    expect(await generations()).toStrictEqual([1]);
  });

  it('keeps the newest of many generations that report at once', async () => {
    const reports = Array.from({ length: 20 }, (_, n) =>
      statuses().putTaskStatusSafe(connector, taskStatus(0, ((n * 7) % 20) + 1)),
    );
    await Promise.all(reports);
    expect(await generations()).toStrictEqual([20]);
  });

  it('forgets the statuses of tasks from a number on', async () => {
    for (let task = 0; task < 40; task++) await statuses().putTaskStatus(connector, taskStatus(task));
    await statuses().removeTaskStatuses(connector, 3);
    await statuses().removeTaskStatuses(connector, 30);
    expect((await statuses().status(connector)).tasks.map(({ task }) => task)).toStrictEqual([0, 1, 2]);
  });

  it('gives the topics that were used, sorted, until they are reset', async () => {
    for (const [task, topic] of ['b', 'a.1', 'a#2'].entries())
      await statuses().putTopic(connector, { topic, task, discoverTimestamp: 1_700_000_000_000 + task });
    await statuses().putTopic(connector, { topic: 'b', task: 5, discoverTimestamp: 6 });
    expect(await statuses().topics(connector)).toStrictEqual([
      { topic: 'a#2', task: 2, discoverTimestamp: 1_700_000_000_002 },
      { topic: 'a.1', task: 1, discoverTimestamp: 1_700_000_000_001 },
      { topic: 'b', task: 5, discoverTimestamp: 6 },
    ]);
    await statuses().resetTopics(connector);
    expect(await statuses().topics(connector)).toStrictEqual([]);
  });

  it('forgets a removed connector, but for its leases', async () => {
    const lease = await acquire(storage(), connector);
    await statuses().putConnectorStatus(connector, running);
    await statuses().putTaskStatus(connector, taskStatus(0));
    await statuses().putTopic(connector, { topic: 't', task: 0, discoverTimestamp: 1 });
    await statuses().removeConnector(connector);
    expect(await statuses().status(connector)).toMatchObject({ connector: undefined, tasks: [] });
    expect(await statuses().topics(connector)).toStrictEqual([]);
    expect(await statuses().leases(connector)).toStrictEqual([lease]);
  });

  it.each(oddNames)('takes the name %j', async (name) => {
    await statuses().putConnectorStatus(name, running);
    await statuses().putTaskStatus(name, taskStatus(0));
    expect(await statuses().status(name)).toStrictEqual({ name, connector: running, tasks: [taskStatus(0)] });
    await statuses().removeConnector(name);
    expect((await statuses().statuses()).map((status) => status.name)).not.toContain(name);
  });
};
