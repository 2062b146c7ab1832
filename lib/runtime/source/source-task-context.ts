import type { RawConfig } from '../../connect/connector.ts';
import type { Logger } from '../../connect/logger.ts';
import type { SourceTaskContext, TransactionContext } from '../../connect/source-task.ts';
import type { ConfigBackingStore } from '../../storage/config-backing-store.ts';
import type { Storage } from '../../storage/storage.ts';

/**
 * Asks for new task configurations: the stored ones are marked as outdated, which ends the runs on them and has the
 * reconciler make new ones.
 */
const requestReconfiguration = async (configs: ConfigBackingStore, connector: string): Promise<void> => {
  const tasks = (await configs.connector(connector))?.tasks;
  if (tasks === undefined) return;
  await configs.putTaskConfigs(
    connector,
    { ...tasks, generation: tasks.generation + 1, fingerprint: '' },
    tasks.generation,
  );
};

export interface SourceTaskContextOptions {
  readonly connector: string;
  readonly task: number;
  readonly incarnation: string;
  readonly configs: RawConfig;
  readonly storage: Storage;
  readonly transactionContext: TransactionContext | null;
  readonly log: Logger;
  /** Takes a failure of what the task asked for in the background. */
  onError(error: unknown): void;
}

export const createSourceTaskContext = (options: SourceTaskContextOptions): SourceTaskContext => {
  const { connector, task, incarnation, configs, storage, log } = options;
  return {
    connector,
    task,
    incarnation,
    configs,
    offsetStorageReader: {
      offset: async (partition) => (await storage.offsets.get(connector, [partition]))[0] ?? null,
      offsets: (partitions) => storage.offsets.get(connector, partitions),
    },
    transactionContext: options.transactionContext,
    requestTaskReconfiguration: () => {
      requestReconfiguration(storage.configs, connector).catch(options.onError);
    },
    log,
  };
};
