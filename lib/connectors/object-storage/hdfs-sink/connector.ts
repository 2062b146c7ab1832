import { defineSinkConnector } from '../../../config/define-connector.ts';
import { hdfsSinkConfig } from './config.ts';
import { filesConfig } from './files-config.ts';
import { closesByClock } from './rotation.ts';
import { hdfsSinkProblems } from './validate.ts';

/** How long records are gathered: every batch costs several requests; `event.source.batching.window.ms` says otherwise. */
const MAX_GATHERING_MS = 10_000;

/** Follows `io.confluent.connect.hdfs.HdfsSinkConnector`, and the one for Hadoop 3. */
export const hdfsSink = defineSinkConnector({
  name: 'hdfs-sink',
  className: 'io.confluent.connect.hdfs.HdfsSinkConnector',
  aliases: ['io.confluent.connect.hdfs3.Hdfs3SinkConnector'],
  taskClass: 'io.confluent.connect.hdfs.HdfsSinkTask',
  version: '10.2.12',
  documentation:
    'Writes records to files in HDFS as Avro, Parquet, JSON or text, by partition, field or time, over WebHDFS or HttpFS. Exactly once: files grow over many batches, what they hold is remembered with the offsets, and their names say which records they have.',
  configDef: hdfsSinkConfig,
  example: {
    'connector.class': 'io.confluent.connect.hdfs.HdfsSinkConnector',
    'tasks.max': '1',
    topics: 'test_hdfs',
    'hdfs.url': 'hdfs://localhost:9000',
    'flush.size': '3',
  },
  taskConfigs: (_config, maxTasks, raw) => Array.from({ length: maxTasks }, () => raw),
  validate: hdfsSinkProblems,
  exactlyOnceSupport: () => 'SUPPORTED',
  ticks: (config) => closesByClock(filesConfig(config)),
  batching: ({ 'rotate.interval.ms': rotate }) => ({
    batchingWindowMs: rotate > 0 ? Math.min(rotate, MAX_GATHERING_MS) : MAX_GATHERING_MS,
  }),
});
