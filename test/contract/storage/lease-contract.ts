import { beforeEach, expect, it } from 'vitest';
import { FencedError } from '../../../lib/storage/offset-backing-store.ts';
import type { Storage } from '../../../lib/storage/storage.ts';
import { acquire } from './acquire.ts';
import { newConnector } from './names.ts';

export const leaseContract = (storage: () => Storage): void => {
  const statuses = () => storage().statuses;
  const request = (owner: string, now: number) => ({ connector, task: 0, owner, now, expiresAt: now + 1_000 });
  let connector: string;
  beforeEach(() => {
    connector = newConnector();
  });

  it('gives a free task to the first who asks, with epoch 1', async () => {
    const lease = await statuses().acquireLease(request('w#1', 1_000));
    expect(lease).toStrictEqual({ connector, task: 0, owner: 'w#1', epoch: 1, expiresAt: 2_000 });
    expect(await statuses().leases(connector)).toStrictEqual([lease]);
  });

  it('refuses another owner until the lease has expired', async () => {
    await acquire(storage(), connector, request('w#1', 1_000));
    expect(await statuses().acquireLease(request('w#2', 1_999))).toBeUndefined();
    expect(await statuses().acquireLease(request('w#2', 2_000))).toMatchObject({ owner: 'w#2', epoch: 2 });
  });

  it('gives the lease to the same owner again, whose first request may have got lost', async () => {
    const first = await acquire(storage(), connector, request('w#1', 1_000));
    expect(await statuses().acquireLease(request('w#1', 1_500))).toMatchObject({ epoch: 2, expiresAt: 2_500 });
    await expect(statuses().renewLease(first, 9_000)).rejects.toBeInstanceOf(FencedError);
  });

  it('gives a lease to one of many', async () => {
    const requests = Array.from({ length: 20 }, (_, run) => statuses().acquireLease(request(`w#${run}`, 1_000)));
    const leases = (await Promise.all(requests)).filter((lease) => lease !== undefined);
    expect(leases).toHaveLength(1);
    expect(await statuses().leases(connector)).toStrictEqual(leases);
  });

  it('moves the expiry on', async () => {
    const lease = await acquire(storage(), connector, request('w#1', 1_000));
    const renewed = await statuses().renewLease(lease, 5_000);
    expect(renewed).toStrictEqual({ ...lease, expiresAt: 5_000 });
    expect(await statuses().acquireLease(request('w#2', 4_999))).toBeUndefined();
  });

  it('lets nobody but the newest run renew or release', async () => {
    const old = await acquire(storage(), connector, request('w#1', 1_000));
    const current = await acquire(storage(), connector, request('w#2', 2_000));
    await expect(statuses().renewLease(old, 9_000)).rejects.toBeInstanceOf(FencedError);
    await statuses().releaseLease(old);
    await statuses().releaseLease({ ...old, task: 5 });
    expect(await statuses().leases(connector)).toStrictEqual([current]);
  });

  it('gives a released task to the next at once, with the next epoch', async () => {
    const lease = await acquire(storage(), connector, request('w#1', 1_000));
    await statuses().releaseLease(lease);
    expect(await statuses().leases(connector)).toMatchObject([{ epoch: 1 }]);
    expect(await statuses().acquireLease(request('w#2', 1_001))).toMatchObject({ owner: 'w#2', epoch: 2 });
  });

  it('never gives an epoch twice, through expiry, release and removal of the connector', async () => {
    const epochs: number[] = [];
    for (let now = 1_000; now < 11_000; now += 1_000) {
      const lease = await acquire(storage(), connector, request(`w#${now}`, now));
      epochs.push(lease.epoch);
      if (now % 2_000 === 0) await statuses().releaseLease(lease);
      if (now % 3_000 === 0) await statuses().removeConnector(connector);
    }
    expect(epochs).toStrictEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('keeps tasks apart, and lists them by number', async () => {
    for (const task of [10, 9, 0]) await acquire(storage(), connector, { task });
    expect((await statuses().leases(connector)).map(({ task }) => task)).toStrictEqual([0, 9, 10]);
    expect(await statuses().leases(newConnector())).toStrictEqual([]);
  });

  it('releases what a worker left behind, and no other', async () => {
    const worker = newConnector();
    const owners = [`${worker}#1.run`, `${worker}#2.run`, `${worker}0#1.run`, `${worker}#8083#1.run`];
    for (const [task, owner] of owners.entries()) await acquire(storage(), connector, { task, owner });
    await statuses().releaseLeasesOf(worker);
    const taken = owners.map((_, task) => statuses().acquireLease({ ...request('other#1', 1_001), task }));
    expect((await Promise.all(taken)).map((lease) => lease?.epoch)).toStrictEqual([2, 2, undefined, undefined]);
  });
};
