import { afterEach, expect, it, vi } from 'vitest';
import type { Storage } from '../../../lib/storage/storage.ts';
import { acquire } from './acquire.ts';
import { newConnector } from './names.ts';

const patience = { timeout: 10_000, interval: 10 };
const status = { state: 'RUNNING', workerId: 'w', generation: 1 } as const;
const tasks = { generation: 1, fingerprint: 'f', configs: [{}], restarts: {} };

export const changeFeedContract = (storage: () => Storage): void => {
  const subscriptions: Array<() => void> = [];
  afterEach(() => {
    for (const end of subscriptions.splice(0)) end();
  });

  /** Subscribes, and gives the names that were announced so far, newest last. */
  const follow = async (store: 'configs' | 'statuses'): Promise<string[]> => {
    const seen: string[] = [];
    subscriptions.push(await storage()[store].subscribe(({ connector }) => seen.push(connector)));
    return seen;
  };
  const announced = (seen: readonly string[], connector: string) =>
    vi.waitFor(() => expect(seen).toContain(connector), patience);

  it('announces every kind of change of the configs', async () => {
    const { configs } = storage();
    const seen = await follow('configs');
    const name = newConnector();
    const changes = [
      () => configs.putConnectorConfig(name, { a: '1' }, { expectedVersion: 0 }),
      () => configs.putTargetState(name, 'PAUSED'),
      () => configs.putTaskConfigs(name, tasks, 0),
      () => configs.putRestart(name, 0, 1),
      () => configs.removeConnectorConfig(name),
      () => configs.removeTaskConfigs(name),
    ];
    for (const change of changes) {
      seen.length = 0;
      await change();
      await announced(seen, name);
    }
  });

  it('announces every kind of change of the statuses', async () => {
    const { statuses } = storage();
    const seen = await follow('statuses');
    const name = newConnector();
    const changes = [
      () => statuses.putConnectorStatus(name, status),
      () => statuses.putTaskStatus(name, { ...status, task: 0 }),
      () => statuses.putTaskStatusSafe(name, { ...status, task: 0, state: 'PAUSED' }),
      () => statuses.removeTaskStatuses(name, 0),
      () => statuses.removeConnector(name),
    ];
    for (const change of changes) {
      seen.length = 0;
      await change();
      await announced(seen, name);
    }
  });

  it('announces neither leases nor topics', async () => {
    const seen = await follow('statuses');
    const [quiet, last] = [newConnector(), newConnector()];
    const lease = await acquire(storage(), quiet);
    await storage().statuses.renewLease(lease, 3_000);
    await storage().statuses.putTopic(quiet, { topic: 't', task: 0, discoverTimestamp: 1 });
    await storage().statuses.resetTopics(quiet);
    await storage().statuses.putConnectorStatus(last, status);
    await announced(seen, last);
    expect(seen).not.toContain(quiet);
  });

  it('shows a listener what it was called for', async () => {
    const name = newConnector();
    const found: unknown[] = [];
    const { configs } = storage();
    subscriptions.push(
      await configs.subscribe(async ({ connector }) => {
        if (connector === name) found.push((await configs.connector(connector))?.config);
      }),
    );
    await configs.putConnectorConfig(name, { a: '1' }, { expectedVersion: 0 });
    await vi.waitFor(() => expect(found).toContainEqual({ a: '1' }), patience);
  });

  it('announces many changes at once, and to all who listen', async () => {
    const [first, second] = [await follow('configs'), await follow('configs')];
    const names = Array.from({ length: 50 }, newConnector);
    await Promise.all(names.map((name) => storage().configs.putConnectorConfig(name, {}, { expectedVersion: 0 })));
    await vi.waitFor(() => {
      expect(first).toEqual(expect.arrayContaining(names));
      expect(second).toEqual(expect.arrayContaining(names));
    }, patience);
  });

  it('says nothing to those who have gone, and begins anew for those who come', async () => {
    const gone = await follow('configs');
    subscriptions.splice(0).forEach((end) => {
      end();
    });
    const back = await follow('configs');
    const name = newConnector();
    await storage().configs.putConnectorConfig(name, {}, { expectedVersion: 0 });
    await announced(back, name);
    expect(gone).not.toContain(name);
  });
};
