import type { Lease, LeaseRequest } from '../../../lib/storage/status-backing-store.ts';
import type { Storage } from '../../../lib/storage/storage.ts';

/** Takes the lease of task 0 from 1,000 to 2,000 for a run of its own, unless asked otherwise. */
export const acquire = async (
  storage: Storage,
  connector: string,
  request: Partial<LeaseRequest> = {},
): Promise<Lease> => {
  const { task = 0, now = 1_000, expiresAt = 2_000, owner = `worker#${now}` } = request;
  const lease = await storage.statuses.acquireLease({ connector, task, owner, now, expiresAt });
  if (lease === undefined) throw new Error(`The lease of ${connector}-${task} is taken`);
  return lease;
};
