import type { RawConfig } from '../../../lib/connect/connector.ts';
import { silentLogger } from '../../../lib/connect/logger.ts';
import type { OffsetStorageReader } from '../../../lib/connect/offset.ts';
import type { ErrantRecordReporter, SinkTaskContext, SinkTaskState } from '../../../lib/connect/sink-task.ts';
import type { SourceTaskContext } from '../../../lib/connect/source-task.ts';
import { createSinkTaskState } from '../../../lib/runtime/sink/sink-task-state.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';

export const sourceContext = (configs: RawConfig, offsetStorageReader: OffsetStorageReader): SourceTaskContext => ({
  connector: 'contract',
  task: 0,
  configs,
  offsetStorageReader,
  incarnation: '1.0',
  transactionContext: null,
  requestTaskReconfiguration: () => {},
  log: silentLogger,
});

export const sinkContext = (
  configs: RawConfig,
  errantRecordReporter: ErrantRecordReporter | null = null,
  state: SinkTaskState = createSinkTaskState(createMemoryStorage().offsets, 'contract'),
): SinkTaskContext => ({
  connector: 'contract',
  task: 0,
  configs,
  deliveryGuarantee: 'at_least_once',
  assignment: () => [],
  offset: () => {},
  timeout: () => {},
  pause: () => {},
  resume: () => {},
  requestCommit: () => {},
  errantRecordReporter,
  reportTo: async () => {},
  state,
  log: silentLogger,
});
