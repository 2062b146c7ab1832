import type { RawConfig } from '../../connect/connector.ts';
import type { Lease } from '../../storage/status-backing-store.ts';
import { clientSettings } from '../client-settings.ts';
import { createResources } from '../resources.ts';
import type { TaskRuntime } from '../task-runtime.ts';
import { type TakenOverTask, type TakeOverOptions, takeOverTask } from './take-over-task.ts';

export interface FenceOptions {
  readonly runtime: Pick<TaskRuntime, 'storage' | 'kafka' | 'worker' | 'clock' | 'log'>;
  readonly connector: string;
  /** With its secrets; asked for only where there is something to fence. */
  connectorConfig(): Promise<RawConfig>;
  /** Which tasks to fence, by the lease that their last run had. */
  isConcerned(lease: Lease): boolean;
  readonly leaseTtlMs: number;
  /** See {@link takeOverTask}. @default FAIL */
  readonly undecided?: 'FAIL' | 'DISCARD';
}

/**
 * Makes sure that no earlier run of these tasks can still commit anything, and settles what they left pending. A run that
 * ended in order has given its lease back and left nothing. The lease is taken in the name of its last holder, so that a task
 * that was not fenced to the end still looks like one that needs it.
 *
 * @returns false while another run holds one of the leases.
 */
export const fenceTasks = async (options: FenceOptions): Promise<boolean> => {
  const { runtime, connector } = options;
  const { storage, clock } = runtime;
  const [leases, pending] = await Promise.all([
    storage.statuses.leases(connector),
    storage.offsets.pendingOffsets(connector),
  ]);
  const isOpen = ({ task, expiresAt }: Lease): boolean => expiresAt > 0 || pending.some((one) => one.task === task);
  const open = leases.filter((lease) => options.isConcerned(lease) && isOpen(lease));
  if (open.length === 0) return true;
  const connectorConfig = await options.connectorConfig();
  const resources = createResources(runtime.log);
  const admin = resources.lazy(
    () => runtime.kafka.admin(clientSettings('admin', runtime.worker.raw, connectorConfig)),
    (client) => client.close(),
  );
  const { undecided = 'FAIL' } = options;
  try {
    for (const last of open) {
      const now = clock.now();
      if (last.expiresAt > now) return false;
      const { task, owner } = last;
      const expiresAt = now + options.leaseTtlMs;
      const lease = await storage.statuses.acquireLease({ connector, task, owner, now, expiresAt });
      if (lease === undefined) return false;
      const { producer } = await takeOver({ runtime, connectorConfig, lease, admin, undecided });
      await producer.close();
      await storage.statuses.releaseLease(lease);
    }
    return true;
  } finally {
    await resources.close();
  }
};

/** What can't be taken over now may be tried at once by the next: its lease is over, but not given back. */
const takeOver = async (options: TakeOverOptions & Pick<FenceOptions, 'runtime'>): Promise<TakenOverTask> => {
  const { runtime, lease } = options;
  try {
    return await takeOverTask(options);
  } catch (error) {
    await runtime.storage.statuses.renewLease(lease, runtime.clock.now());
    throw error;
  }
};
