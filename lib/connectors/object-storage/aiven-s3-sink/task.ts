import { defineConfig } from '../../../config/config-def.ts';
import { defineSinkTask } from '../../../config/define-task.ts';
import { parseConfig } from '../../../config/parse-config.ts';
import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { SinkTaskContext } from '../../../connect/sink-task.ts';
import { connectorKeys } from '../config/connector-keys.ts';
import { partitionerKeys } from '../config/partitioner-keys.ts';
import { storageKeys } from '../config/storage-keys.ts';
import { createFiles } from '../create-files.ts';
import { createFileCutter } from '../file-cutter.ts';
import type { Files } from '../files.ts';
import { growFile } from '../growing-file.ts';
import { createObjectSinkTask } from '../object-sink-task.ts';
import type { ObjectStore } from '../object-store.ts';
import { createS3Client } from '../s3-sink/s3-client.ts';
import { MIN_PART_BYTES } from '../s3-sink/s3-join.ts';
import { createS3Store } from '../s3-sink/s3-store.ts';
import { type AivenS3SinkConfig, aivenS3SinkConfig } from './config.ts';
import { connectionOf } from './connection.ts';
import { type Contents, createContents } from './create-contents.ts';
import { createKeyedFiles } from './keyed-files.ts';
import { settingsOf } from './settings.ts';

const MAX_OPEN_FILES = 300;

/** Kafka's offsets end before. */
const UNLIMITED = 2_147_483_647;
const RETRY_BACKOFF_MS = 1000;
/** Unfinished files of a version that wrote other bytes are ended, and not gone on with. */
const REVISION = 'separators';
const filesKeys = defineConfig({ ...connectorKeys, ...storageKeys, ...partitionerKeys });

const createStore = (config: AivenS3SinkConfig) => {
  const { bucket, client } = connectionOf(config);
  return createS3Store({
    client: createS3Client(client),
    bucket,
    partSizeBytes: Math.max(config['aws.s3.part.size.bytes'], MIN_PART_BYTES),
    isConditional: true,
    attributes: config['aws.s3.sse.algorithm'] === '' ? {} : { ServerSideEncryption: config['aws.s3.sse.algorithm'] },
    tag: async () => {},
  });
};

const cutterFactory = (config: AivenS3SinkConfig, contents: Contents, flushSize: number) => {
  const { template, isByRecordTime } = settingsOf(config);
  const timeOf = ({ timestamp }: SinkRecord, nowMs: number): number => {
    if (!isByRecordTime) return nowMs;
    if (timestamp === null) throw new DataError('Unable to determine the timestamp: the record has none');
    return timestamp;
  };
  return (start?: Parameters<typeof createFileCutter>[1]) =>
    createFileCutter(
      {
        partitioner: {
          encodePartition: (record, nowMs) => template.begin(record, template.usesTime ? timeOf(record, nowMs) : 0),
        },
        flushSize,
        rotation: null,
        cutsOnPartitionChange: false,
        keepsOrder: false,
        spansBatches: config['files.span.batches'],
        schemaOf: contents.kindOf,
        open: (directory, record, begun) =>
          growFile(begun ?? template.complete(directory, record.kafkaOffset), contents.of, record),
      },
      start,
    );
};

const growingFiles = (
  config: AivenS3SinkConfig,
  context: SinkTaskContext,
  { store, contents }: { readonly store: ObjectStore; readonly contents: Contents },
): Files => {
  const { directory, template, isByRecordTime } = settingsOf(config);
  const { bucket } = connectionOf(config);
  const flushSize = config['file.max.records'] === 0 ? UNLIMITED : config['file.max.records'];
  return createFiles({
    config: parseConfig(filesKeys, {
      'flush.size': String(flushSize),
      'topics.dir': directory,
      'rotate.interval.ms': String(config['rotate.interval.ms']),
      'files.span.batches': String(config['files.span.batches']),
    }),
    configDef: aivenS3SinkConfig,
    revision: REVISION,
    context,
    store,
    place: `s3://${bucket}`,
    piecesDirectory: '+tmp',
    enoughBytes: Math.max(config['aws.s3.part.size.bytes'], MIN_PART_BYTES),
    maxOpenFiles: MAX_OPEN_FILES,
    replaces: isByRecordTime || !template.usesTime,
    rotatesByClock: true,
    createCutter: cutterFactory(config, contents, flushSize),
  });
};

/** Follows Aiven's `S3SinkTask`, on the parts of the other S3 sink. */
export const aivenS3SinkTask = defineSinkTask(aivenS3SinkConfig, async (config, context) => {
  const { template } = settingsOf(config);
  const contents = await createContents(config);
  const store = createStore(config);
  return createObjectSinkTask({
    context,
    store,
    files: template.isCompact
      ? createKeyedFiles({ store, contents: contents.of, nameOf: (record) => template.begin(record, 0) })
      : growingFiles(config, context, { store, contents }),
    nullValues: { behavior: 'write', report: true },
    retryBackoffMs: config['kafka.retry.backoff.ms'] ?? RETRY_BACKOFF_MS,
    now: Date.now,
  });
});
