import { createHash, randomUUID } from 'node:crypto';
import type { ConfigDef } from '../../config/config-def.ts';
import type { RawConfig } from '../../connect/connector.ts';
import type { TopicPartition } from '../../connect/offset.ts';
import type { SinkTaskContext } from '../../connect/sink-task.ts';
import { createBatchFiles } from './batch-files.ts';
import type { CutterStart, FileCutter } from './file-cutter.ts';
import type { FileSinkConfig } from './file-sink-config.ts';
import type { Files } from './files.ts';
import type { ObjectStore } from './object-store.ts';
import type { OpenFile } from './open-file.ts';
import { goesByRecord } from './partitioners/partitioner-kind.ts';
import { createRotationClock } from './rotation-clock.ts';
import { createSpanningFiles } from './spanning-files.ts';

export interface FilesOptions {
  readonly config: FileSinkConfig;
  readonly configDef: ConfigDef;
  /** Tells versions apart that write other files by the same configuration. */
  readonly revision?: string;
  readonly context: SinkTaskContext;
  readonly store: ObjectStore;
  /** The bucket or file system, as messages name it. */
  readonly place: string;
  /** Directory of pieces, below that of topics. */
  readonly piecesDirectory: string;
  readonly enoughBytes: number;
  readonly maxOpenFiles: number;
  readonly maxFileBytes?: number;
  /** Whether a store replaces objects of the same name, so that files within a batch need no pieces. */
  readonly replaces: boolean;
  /** Whether files of a partition appear in their order. */
  readonly appearsInOrder?: boolean;
  /** Whether `rotate.interval.ms` goes by the clock. */
  readonly rotatesByClock: boolean;
  finalName?(file: OpenFile): string;
  createCutter(start?: CutterStart): FileCutter;
  /** @default the clock */
  now?(): number;
}

/** Files that are assembled in memory end at this size: a function has little. */
const MAX_ASSEMBLED_BYTES = 64 * 1024 * 1024;

/** Tells configurations apart, secrets aside. */
const layoutOf = (def: ConfigDef, raw: RawConfig, revision = ''): string => {
  const known = Object.entries(raw).filter(([key]) => def[key] !== undefined && def[key].type !== 'PASSWORD');
  return createHash('sha256')
    .update(JSON.stringify(known.sort()) + revision)
    .digest('base64url')
    .slice(0, 16);
};

const clockOf = (config: FileSinkConfig, rotatesByClock: boolean) => {
  const { 'rotate.interval.ms': interval, 'rotate.schedule.interval.ms': schedule } = config;
  return createRotationClock({
    intervalMs: rotatesByClock && interval > 0 ? interval : null,
    schedule: schedule > 0 ? { intervalMs: schedule, timeZone: config.timezone } : null,
  });
};

/** The files of a sink, as configured. */
export const createFiles = (options: FilesOptions): Files => {
  const { config, context, store, appearsInOrder = false } = options;
  if (!config['files.span.batches']) return createBatchFiles(store, options.createCutter);
  const delimiter = config['directory.delim'];
  const directory = [config['topics.dir'], options.piecesDirectory, context.connector].filter((part) => part !== '');
  return createSpanningFiles({
    ...options,
    state: context.state,
    log: context.log,
    layout: layoutOf(options.configDef, context.configs, options.revision),
    appearsInOrder,
    storesWhole: options.replaces && goesByRecord(config) && !appearsInOrder,
    maxAssembledBytes: MAX_ASSEMBLED_BYTES,
    directoryOf: ({ topic, partition }: TopicPartition) => [...directory, topic, partition].join(delimiter),
    finalName: options.finalName ?? (({ name }) => name),
    rotateAt: clockOf(config, options.rotatesByClock),
    newToken: randomUUID,
    now: options.now ?? Date.now,
  });
};
