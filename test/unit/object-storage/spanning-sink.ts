import { parseConfig } from '../../../lib/config/parse-config.ts';
import type { ErrantRecordReporter, SinkTask, SinkTaskState } from '../../../lib/connect/sink-task.ts';
import { createFiles } from '../../../lib/connectors/object-storage/create-files.ts';
import { createObjectSinkTask } from '../../../lib/connectors/object-storage/object-sink-task.ts';
import type { ObjectStore } from '../../../lib/connectors/object-storage/object-store.ts';
import { rotatesByClock } from '../../../lib/connectors/object-storage/partitioners/closes-by-clock.ts';
import { s3SinkConfig } from '../../../lib/connectors/object-storage/s3-sink/config.ts';
import { createContents } from '../../../lib/connectors/object-storage/s3-sink/create-contents.ts';
import { cutterFactory } from '../../../lib/connectors/object-storage/s3-sink/create-cutter.ts';
import { nullValuesOf } from '../../../lib/connectors/object-storage/s3-sink/null-values-of.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';
import { quickstart } from './sink-harness.ts';

export interface SpanningSinkOptions {
  readonly config: Readonly<Record<string, string>>;
  readonly store: ObjectStore;
  readonly state: SinkTaskState;
  readonly now: () => number;
  readonly reporter?: ErrantRecordReporter;
  readonly place?: string;
}

/** The S3 sink with files that span batches, but for its store and its clock. */
export const createSpanningSink = async (options: SpanningSinkOptions): Promise<SinkTask> => {
  const { store, now, place = 's3://memory' } = options;
  const raw = { ...quickstart, 's3.part.size': '5242880', ...options.config };
  const config = parseConfig(s3SinkConfig, raw);
  const context = sinkContext(raw, options.reporter ?? null, options.state);
  const files = createFiles({
    config,
    configDef: s3SinkConfig,
    context,
    store,
    place,
    piecesDirectory: '+tmp',
    enoughBytes: 64,
    maxOpenFiles: 5,
    replaces: true,
    appearsInOrder: config.mode === 'BACKUP_FULL_RECORD',
    rotatesByClock: rotatesByClock(config),
    createCutter: cutterFactory(config, await createContents(config, raw)),
    now,
  });
  return createObjectSinkTask({
    context,
    store,
    files,
    nullValues: nullValuesOf(config),
    retryBackoffMs: 0,
    now,
  });
};
