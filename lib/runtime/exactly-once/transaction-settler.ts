import type { RawConfig } from '../../connect/connector.ts';
import type { Kafka } from '../../kafka/port.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Clock } from '../clock.ts';
import type { TaskRuntime } from '../task-runtime.ts';
import type { WorkerConfig } from '../worker-config.ts';
import { fenceTasks } from './fence-tasks.ts';

/**
 * Settles what the tasks of a connector that shall not run have left pending, as Kafka has decided, and makes sure that no
 * run of theirs can still commit. Asks Kafka only if there is something to ask.
 *
 * @param undecided what to do with offsets of which Kafka no longer knows: fail, or discard them since others will be set.
 * @returns false while a run holds its lease.
 */
export type TransactionSettler = (
  connector: { readonly name: string; readonly config: RawConfig },
  undecided: 'FAIL' | 'DISCARD',
) => Promise<boolean>;

export interface TransactionSettlerOptions extends Pick<TaskRuntime, 'resolveConfig' | 'log'> {
  readonly storage: Storage;
  readonly clock: Clock;
  /** Made on first use: most connectors never need it. */
  kafka(): Promise<Kafka>;
  /** With its secrets. */
  worker(): Promise<WorkerConfig>;
}

const LEASE_TTL_MS = 30_000;

export const createTransactionSettler =
  (options: TransactionSettlerOptions): TransactionSettler =>
  async ({ name, config }, undecided) => {
    const { storage, clock, log } = options;
    if ((await storage.offsets.pendingOffsets(name)).length === 0) return true;
    const [kafka, worker] = await Promise.all([options.kafka(), options.worker()]);
    return fenceTasks({
      runtime: { storage, kafka, worker, clock, log },
      connector: name,
      connectorConfig: async () => (await options.resolveConfig(config)).config,
      isConcerned: () => true,
      leaseTtlMs: LEASE_TTL_MS,
      undecided,
    });
  };
