import { defineSourceConnector } from '../../../config/define-connector.ts';
import { ConnectError } from '../../../connect/errors.ts';
import type { SourceOffset, SourcePartition } from '../../../connect/offset.ts';
import { s3SourceConfig } from './config.ts';
import { parsePosition } from './position.ts';
import { s3SourceProblems } from './validate.ts';

/** A removed offset is not looked at, so that garbage can always be cleaned up. */
const validateOffset = (partition: SourcePartition, offset: SourceOffset | null): void => {
  if (offset === null) return;
  if (typeof partition?.bucket !== 'string' || typeof (partition.folder ?? partition.object) !== 'string')
    throw new ConnectError("Partition objects should contain the keys 'bucket' and 'folder', or 'bucket' and 'object'");
  parsePosition(offset);
};

/** Follows `io.confluent.connect.s3.source.S3SourceConnector`. Tasks find folders themselves and read their share of them. */
export const s3Source = defineSourceConnector({
  name: 's3-source',
  className: 'io.confluent.connect.s3.source.S3SourceConnector',
  taskClass: 'io.confluent.connect.s3.source.S3SourceTask',
  version: '3.2.0',
  documentation:
    'Reads objects in S3 into topics: restores what the S3 sink wrote, to its topics and partitions, with keys and headers where they were stored; or reads any objects of Avro, Parquet, JSON, CSV, text or raw bytes, folder by folder in alphabetical order.',
  configDef: s3SourceConfig,
  example: {
    'connector.class': 'io.confluent.connect.s3.source.S3SourceConnector',
    'tasks.max': '1',
    's3.region': 'us-west-2',
    's3.bucket.name': 'kafka-connect-s3',
    'format.class': 'io.confluent.connect.s3.format.avro.AvroFormat',
  },
  // Two tasks could be told of one object at the same time.
  taskConfigs: (config, maxTasks, raw) => {
    const tasks = config['s3.event.queue.url'] === '' ? maxTasks : 1;
    return Array.from({ length: tasks }, (_, index) => ({ ...raw, 'folders.share': `${index}/${tasks}` }));
  },
  validate: s3SourceProblems,
  exactlyOnceSupport: () => 'SUPPORTED',
  alterOffsets: (_config, offsets) => {
    for (const { partition, offset } of offsets) validateOffset(partition, offset);
    return true;
  },
});
