import { workerOf } from '../lease-owner.ts';
import { FencedError } from '../offset-backing-store.ts';
import type { Lease, LeaseStore } from '../status-backing-store.ts';

export interface MemoryLeases extends LeaseStore {
  isNewest(lease: Lease): boolean;
}

export const createMemoryLeases = (): MemoryLeases => {
  const leases = new Map<string, Map<number, Lease>>();
  const read = ({ connector, task }: Pick<Lease, 'connector' | 'task'>) => leases.get(connector)?.get(task);
  const write = (lease: Lease): Lease => {
    leases.set(lease.connector, (leases.get(lease.connector) ?? new Map()).set(lease.task, lease));
    return lease;
  };
  const isNewest = (lease: Lease): boolean => read(lease)?.epoch === lease.epoch;
  const release = (lease: Lease): void => {
    if (isNewest(lease)) write({ ...lease, expiresAt: 0 });
  };
  return {
    isNewest,
    acquireLease: async ({ now, ...request }) => {
      const last = read(request);
      if (last !== undefined && last.expiresAt > now && last.owner !== request.owner) return undefined;
      return write({ ...request, epoch: (last?.epoch ?? 0) + 1 });
    },
    renewLease: async (lease, expiresAt) => {
      if (!isNewest(lease)) throw new FencedError(lease);
      return write({ ...lease, expiresAt });
    },
    releaseLease: async (lease) => release(lease),
    leases: async (connector) => [...(leases.get(connector)?.values() ?? [])].sort((a, b) => a.task - b.task),
    releaseLeasesOf: async (workerId) => {
      for (const lease of [...leases.values()].flatMap((tasks) => [...tasks.values()]))
        if (workerOf(lease.owner) === workerId) release(lease);
    },
  };
};
