import type { RawConfig } from '../../connect/connector.ts';
import type { Kafka } from '../../kafka/port.ts';
import type { Storage } from '../../storage/storage.ts';
import { clientSettings } from '../client-settings.ts';
import type { Clock } from '../clock.ts';
import { createResources } from '../resources.ts';
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
    const [kafka, worker, { config: connectorConfig }] = await Promise.all([
      options.kafka(),
      options.worker(),
      options.resolveConfig(config),
    ]);
    const resources = createResources(log);
    const admin = resources.lazy(
      () => kafka.admin(clientSettings('admin', worker.raw, connectorConfig)),
      (client) => client.close(),
    );
    try {
      return await fenceTasks({
        runtime: { storage, kafka, worker, clock },
        connector: name,
        connectorConfig,
        isConcerned: () => true,
        leaseTtlMs: LEASE_TTL_MS,
        undecided,
        admin,
      });
    } finally {
      await resources.close();
    }
  };
