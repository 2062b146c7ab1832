import { defineConfig } from '../../../config/config-def.ts';
import { defineSinkTask } from '../../../config/define-task.ts';
import { parseConfig } from '../../../config/parse-config.ts';
import type { SinkTaskContext } from '../../../connect/sink-task.ts';
import { connectorKeys } from '../config/connector-keys.ts';
import { partitionerKeys } from '../config/partitioner-keys.ts';
import { storageKeys } from '../config/storage-keys.ts';
import { createFiles } from '../create-files.ts';
import { createFileCutter } from '../file-cutter.ts';
import type { Files } from '../files.ts';
import { growFile } from '../growing-file.ts';
import { clientConfigOf } from '../lenses/connection.ts';
import { createObjectSinkTask } from '../object-sink-task.ts';
import type { ObjectStore } from '../object-store.ts';
import { createRoutedFiles } from '../routed-files.ts';
import { createS3Client } from '../s3-sink/s3-client.ts';
import { createS3Store } from '../s3-sink/s3-store.ts';
import { createSchemaFingerprints } from '../schema-fingerprints.ts';
import { type LensesS3SinkConfig, lensesS3SinkConfig } from './config.ts';
import { createLensesContents, type LensesContents } from './contents.ts';
import { createNaming, withTimes } from './naming.ts';
import { type SinkStatement, sinkStatements, statementFor } from './statement.ts';

const MAX_OPEN_FILES = 300;
const PART_BYTES = 5_242_880;
const filesKeys = defineConfig({ ...connectorKeys, ...storageKeys, ...partitionerKeys });

const createStore = (config: LensesS3SinkConfig, bucket: string): ObjectStore =>
  createS3Store({
    client: createS3Client(clientConfigOf(config)),
    bucket,
    partSizeBytes: PART_BYTES,
    isConditional: true,
    attributes: {},
    tag: async () => {},
  });

const cutterFactory = (statement: SinkStatement, contents: LensesContents) => {
  const naming = createNaming(statement);
  const fingerprintOf = createSchemaFingerprints();
  const isSingle = statement.flush.records === 1;
  /** A file of one record is over at once, so that its name is known. */
  const nameOf: typeof naming.begin = (directory, record) => {
    const begun = naming.begin(directory, record);
    const { kafkaOffset: firstOffset, timestamp } = record;
    const time = timestamp === null ? {} : { earliestMs: timestamp, latestMs: timestamp };
    const file = { name: begun, firstOffset, lastOffset: firstOffset, recordCount: 1, ...time };
    return isSingle ? naming.complete(file) : begun;
  };
  return (start?: Parameters<typeof createFileCutter>[1]) =>
    createFileCutter(
      {
        partitioner: { encodePartition: naming.directoryOf },
        flushSize: statement.flush.records,
        rotation: null,
        cutsOnPartitionChange: false,
        keepsOrder: false,
        spansBatches: true,
        schemaOf: (record) => (contents.splitsBySchema ? fingerprintOf(contents.select(record).schema) : ''),
        open: (directory, record, begun) =>
          withTimes(growFile(begun ?? nameOf(directory, record), [contents], record), begun),
      },
      start,
    );
};

interface StatementFiles {
  readonly statement: SinkStatement;
  readonly context: SinkTaskContext;
  readonly store: ObjectStore;
  readonly contents: LensesContents;
}

const filesOf = (config: LensesS3SinkConfig, { statement, context, store, contents }: StatementFiles): Files => {
  const { flush, prefix, bucket } = statement;
  const isSingle = flush.records === 1;
  return createFiles({
    config: parseConfig(filesKeys, {
      'flush.size': String(flush.records),
      'topics.dir': prefix.replace(/\/$/, ''),
      'rotate.interval.ms': String(flush.intervalMs),
    }),
    configDef: lensesS3SinkConfig,
    context,
    store,
    place: `s3://${bucket}`,
    piecesDirectory: config['connect.s3.indexes.name'],
    enoughBytes: PART_BYTES,
    maxOpenFiles: MAX_OPEN_FILES,
    maxFileBytes: flush.bytes,
    // Other files are named after their last record, which another attempt may end them before.
    replaces: isSingle,
    rotatesByClock: true,
    ...(isSingle ? {} : { finalName: createNaming(statement).complete }),
    createCutter: cutterFactory(statement, contents),
  });
};

/** Where errors are to be left alone, bad records are logged, unless they go to a dead letter queue. */
const reporterOf = (config: LensesS3SinkConfig, { errantRecordReporter, log }: SinkTaskContext) => {
  if (errantRecordReporter !== null || config['connect.s3.error.policy'] !== 'NOOP') return errantRecordReporter;
  return {
    report: async (
      {
        originalTopic,
        originalKafkaPartition,
        originalKafkaOffset,
      }: {
        readonly originalTopic: string;
        readonly originalKafkaPartition: number;
        readonly originalKafkaOffset: number;
      },
      error: Error,
    ) => {
      log.warn(
        `Record ${originalTopic}-${originalKafkaPartition}@${originalKafkaOffset} is left out: ${error.message}`,
      );
    },
  };
};

/** Follows Lenses' `S3SinkTask`, on the parts of the other S3 sinks. */
export const lensesS3SinkTask = defineSinkTask(lensesS3SinkConfig, async (config, given) => {
  const context = { ...given, errantRecordReporter: reporterOf(config, given) };
  const statements = sinkStatements(config);
  const stores = new Map(statements.map(({ bucket }) => [bucket, createStore(config, bucket)]));
  const routes: { readonly topic: string | null; readonly files: Files }[] = [];
  for (const statement of statements) {
    const isOwn = ({ topic }: { readonly topic: string }) => statementFor(statements, topic) === statement;
    const all = async () => (await context.state.all()).filter(isOwn);
    const store = stores.get(statement.bucket) ?? createStore(config, statement.bucket);
    const contents = await createLensesContents(statement, config);
    const own = { ...context, state: { ...context.state, all } };
    routes.push({ topic: statement.topic, files: filesOf(config, { statement, context: own, store, contents }) });
  }
  return createObjectSinkTask({
    context,
    store: {
      close: () => {
        for (const store of stores.values()) store.close();
      },
    },
    files: createRoutedFiles(
      routes.map(({ files }) => files),
      (topic) => statementFor(routes, topic)?.files,
    ),
    nullValues: { behavior: config['connect.s3.skip.null.values'] ? 'ignore' : 'write', report: false },
    retryBackoffMs: config['connect.s3.retry.interval'],
    now: Date.now,
  });
});
