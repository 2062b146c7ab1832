import { expect, it } from 'vitest';
import { acquire } from './acquire.ts';
import { newConnector } from './names.ts';
import type { OpenedStorage } from './storage-contract.ts';

export const persistenceContract = (open: () => Promise<OpenedStorage>): void => {
  it('keeps everything when it is closed and opened again', async (test) => {
    const { storage, reopen } = await open();
    if (reopen === undefined) {
      await storage.close();
      test.skip('nothing outlives this storage, and nothing should');
      return;
    }
    const connector = newConnector();
    const tasks = { generation: 1, fingerprint: 'f', configs: [{ a: '1' }], restarts: { 0: 1 } };
    const status = { state: 'RUNNING', workerId: 'w', generation: 1 } as const;
    const topic = { topic: 't', task: 0, discoverTimestamp: 1 };
    const offset = { partition: { p: 1 }, offset: { n: 2n ** 60n } };
    await storage.configs.putConnectorConfig(connector, { a: '1' }, { expectedVersion: 0, targetState: 'PAUSED' });
    await storage.configs.putTaskConfigs(connector, tasks, 0);
    await storage.statuses.putConnectorStatus(connector, status);
    await storage.statuses.putTaskStatus(connector, { ...status, task: 0 });
    await storage.statuses.putTopic(connector, topic);
    const lease = await acquire(storage, connector);
    await storage.offsets.put(lease, [offset]);

    const reopened = await reopen();
    const state = { name: connector, config: { a: '1' }, configVersion: 1, targetState: 'PAUSED', tasks };
    expect(await reopened.configs.connector(connector)).toStrictEqual(state);
    expect(await reopened.statuses.status(connector)).toMatchObject({ connector: status, tasks: [{ task: 0 }] });
    expect(await reopened.statuses.topics(connector)).toStrictEqual([topic]);
    expect(await reopened.statuses.leases(connector)).toStrictEqual([lease]);
    expect(await reopened.offsets.offsets(connector)).toStrictEqual([offset]);
    await reopened.offsets.put(lease, [{ ...offset, offset: { n: 1 } }]);
    expect(await acquire(reopened, connector, { now: 5_000 })).toMatchObject({ epoch: 2 });
    await reopened.close();
  });
};
