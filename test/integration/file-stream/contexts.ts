import { silentLogger } from '../../../lib/connect/logger.ts';
import type { SourceOffset } from '../../../lib/connect/offset.ts';
import type { SourceTaskContext } from '../../../lib/connect/source-task.ts';

/** A source task's surroundings in which every partition was read up to `offset`. */
export const sourceContext = (offset: SourceOffset | null): SourceTaskContext => ({
  connector: 'file-source',
  task: 0,
  configs: {},
  offsetStorageReader: {
    offset: async () => offset,
    offsets: async (partitions) => partitions.map(() => offset),
  },
  incarnation: '1.0',
  transactionContext: null,
  requestTaskReconfiguration: () => {},
  log: silentLogger,
});
