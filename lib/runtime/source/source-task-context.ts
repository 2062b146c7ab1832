import type { RawConfig } from '../../connect/connector.ts';
import type { Logger } from '../../connect/logger.ts';
import type { SourceTaskContext, TopicLogs, TransactionContext } from '../../connect/source-task.ts';
import type { Storage } from '../../storage/storage.ts';

export interface SourceTaskContextOptions {
  readonly connector: string;
  readonly task: number;
  readonly incarnation: string;
  readonly configs: RawConfig;
  readonly storage: Storage;
  readonly transactionContext: TransactionContext | null;
  readonly topicLogs: TopicLogs;
  readonly log: Logger;
  requestReconfiguration(): Promise<void>;
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
    topicLogs: options.topicLogs,
    requestTaskReconfiguration: () => {
      options.requestReconfiguration().catch(options.onError);
    },
    log,
  };
};
