import { parseConfig } from '../../../lib/config/parse-config.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import type { ErrantRecordReporter, SinkTask } from '../../../lib/connect/sink-task.ts';
import { createBatchFiles } from '../../../lib/connectors/object-storage/batch-files.ts';
import { createObjectSinkTask } from '../../../lib/connectors/object-storage/object-sink-task.ts';
import {
  MissingPieceError,
  type ObjectStore,
  type StoredObject,
} from '../../../lib/connectors/object-storage/object-store.ts';
import { s3SinkConfig } from '../../../lib/connectors/object-storage/s3-sink/config.ts';
import { createContents } from '../../../lib/connectors/object-storage/s3-sink/create-contents.ts';
import { cutterFactory } from '../../../lib/connectors/object-storage/s3-sink/create-cutter.ts';
import { nullValuesOf } from '../../../lib/connectors/object-storage/s3-sink/null-values-of.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';

export const S3 = 'io.confluent.connect.s3';
export const PARTITIONERS = 'io.confluent.connect.storage.partitioner';

/** The published quickstart of Confluent's S3 sink connector, with JSON in place of Avro. */
export const quickstart = {
  'connector.class': `${S3}.S3SinkConnector`,
  'tasks.max': '1',
  topics: 's3_topic',
  's3.region': 'us-west-2',
  's3.bucket.name': 'confluent-kafka-connect-s3-testing',
  's3.part.size': '5242880',
  'flush.size': '3',
  'storage.class': `${S3}.storage.S3Storage`,
  'format.class': `${S3}.format.json.JsonFormat`,
  'schema.generator.class': 'io.confluent.connect.storage.hive.schema.DefaultSchemaGenerator',
  'partitioner.class': `${PARTITIONERS}.DefaultPartitioner`,
  'schema.compatibility': 'NONE',
  'confluent.license': '',
};

/** Keeps objects and pieces in maps; the next requests fail where they are told to, in the order of their beginning. */
export interface MemoryStore extends ObjectStore {
  readonly objects: Map<string, StoredObject>;
  readonly pieceBytes: Map<string, Uint8Array>;
  failNext(fails: readonly boolean[], error: Error): void;
}

export const memoryStore = (): MemoryStore => {
  const objects = new Map<string, StoredObject>();
  const pieceBytes = new Map<string, Uint8Array>();
  let pattern: boolean[] = [];
  let failure = new Error('The store crashed');
  const request = async (): Promise<void> => {
    if (pattern.shift()) throw failure;
  };
  return {
    objects,
    pieceBytes,
    failNext: (fails, error) => {
      pattern = [...fails];
      failure = error;
    },
    write: async (object) => {
      await request();
      objects.set(object.key, object);
    },
    exists: async (key) => objects.has(key),
    pieces: {
      write: async (name, bytes) => {
        await request();
        if (pieceBytes.has(name)) throw new Error(`${name} is used twice`);
        pieceBytes.set(name, bytes);
      },
      read: async (name) => {
        await request();
        const bytes = pieceBytes.get(name);
        if (bytes === undefined) throw new MissingPieceError(name);
        return bytes;
      },
      remove: async (names) => {
        for (const name of names) {
          await request();
          pieceBytes.delete(name);
        }
      },
      list: async (directory) => {
        await request();
        return [...pieceBytes.keys()].filter((name) => name.startsWith(`${directory}/`));
      },
    },
    close: () => {},
  };
};

export const createSink = async (
  more: Readonly<Record<string, string>>,
  store: ObjectStore,
  reporter: ErrantRecordReporter | null = null,
): Promise<SinkTask> => {
  const raw = { ...quickstart, 'files.span.batches': 'false', ...more };
  const config = parseConfig(s3SinkConfig, raw);
  const createCutter = cutterFactory(config, await createContents(config, raw));
  return createObjectSinkTask({
    context: sinkContext({}, reporter),
    store,
    files: createBatchFiles(store, createCutter),
    nullValues: nullValuesOf(config),
    retryBackoffMs: 0,
    now: () => 1_700_000_000_000,
  });
};

export const sinkRecord = (
  kafkaOffset: number,
  value: SinkRecord['value'],
  more: Partial<SinkRecord> = {},
): SinkRecord => {
  const { topic = 's3_topic', kafkaPartition = 0 } = more;
  return {
    topic,
    kafkaPartition,
    kafkaOffset,
    keySchema: null,
    key: null,
    valueSchema: null,
    value,
    timestamp: 1_700_000_000_000,
    timestampType: 'CREATE_TIME',
    headers: [],
    originalTopic: topic,
    originalKafkaPartition: kafkaPartition,
    originalKafkaOffset: kafkaOffset,
    ...more,
  };
};

export const linesOf = (object: StoredObject | undefined): readonly string[] =>
  object === undefined ? [] : Buffer.from(object.body).toString('utf8').split('\n').slice(0, -1);
