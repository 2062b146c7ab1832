import { defineSinkConnector } from '../../../config/define-connector.ts';
import { closesByClock } from '../partitioners/closes-by-clock.ts';
import { goesByRecord } from '../partitioners/partitioner-kind.ts';
import { s3SinkConfig } from './config.ts';
import { s3SinkProblems } from './validate.ts';

/** How long objects wait for more records; `event.source.batching.window.ms` says otherwise. */
const MAX_GATHERING_MS = 10_000;

/** Follows `io.confluent.connect.s3.S3SinkConnector`. */
export const s3Sink = defineSinkConnector({
  name: 's3-sink',
  className: 'io.confluent.connect.s3.S3SinkConnector',
  taskClass: 'io.confluent.connect.s3.S3SinkTask',
  version: '12.2.0',
  documentation:
    'Writes records to objects in S3 as Avro, JSON, Parquet or raw bytes, by partition, field or time. Exactly once: files grow over many batches, and what they hold is remembered with the offsets; with files.span.batches=false only with partitioners that go by the record.',
  configDef: s3SinkConfig,
  example: {
    'connector.class': 'io.confluent.connect.s3.S3SinkConnector',
    'tasks.max': '1',
    topics: 's3_topic',
    's3.region': 'us-west-2',
    's3.bucket.name': 'kafka-connect-s3',
    's3.part.size': '5242880',
    'flush.size': '1000',
    'storage.class': 'io.confluent.connect.s3.storage.S3Storage',
    'format.class': 'io.confluent.connect.s3.format.avro.AvroFormat',
    'partitioner.class': 'io.confluent.connect.storage.partitioner.DefaultPartitioner',
    'schema.compatibility': 'NONE',
  },
  taskConfigs: (_config, maxTasks, raw) => Array.from({ length: maxTasks }, () => raw),
  validate: s3SinkProblems,
  exactlyOnceSupport: (config) => (config['files.span.batches'] || goesByRecord(config) ? 'SUPPORTED' : 'UNSUPPORTED'),
  ticks: (config) => config['files.span.batches'] && closesByClock(config),
  // Every batch costs requests, or ends its files: the longer records are gathered, the fewer and larger these are.
  batching: ({ 'rotate.interval.ms': rotate }) => ({
    batchSize: 10_000,
    batchingWindowMs: rotate > 0 ? Math.min(rotate, MAX_GATHERING_MS) : MAX_GATHERING_MS,
  }),
});
