import type { SinkRecord } from '../../../connect/record.ts';
import { createFileCutter, type FileCutter } from '../file-cutter.ts';
import { growFile } from '../growing-file.ts';
import { objectName } from '../object-name.ts';
import { recordTime } from '../partitioners/create-partitioner.ts';
import type { TimestampExtractor } from '../partitioners/timestamp-extractor.ts';
import { createSchemaNumbers } from '../schema-numbers.ts';
import type { S3SinkConfig } from './config.ts';
import type { Contents } from './create-contents.ts';
import { createS3Partitioner } from './s3-partitioner.ts';

/** A tombstone has a time only where the record itself does. */
const orZeroForTombstones =
  (timeOf: TimestampExtractor): TimestampExtractor =>
  (record, nowMs) =>
    record.value === null ? (record.timestamp ?? 0) : timeOf(record, nowMs);

/** How files are cut by this configuration; each call gives a cutter for one topic partition. */
export const cutterFactory = (config: S3SinkConfig, { values, others }: Contents): (() => FileCutter) => {
  const partitioner = createS3Partitioner(config);
  const intervalMs = config['rotate.interval.ms'];
  const timeOf = intervalMs > 0 ? recordTime(config) : null;
  const numberOf = createSchemaNumbers();
  const naming = {
    topicsDirectory: config['topics.dir'],
    directoryDelimiter: config['directory.delim'],
    fileDelimiter: config['file.delim'],
    offsetWidth: config['filename.offset.zero.pad.width'],
  };
  const schemaNumber = config['store.kafka.keys']
    ? ({ valueSchema, keySchema }: SinkRecord) => `${numberOf(valueSchema)},${numberOf(keySchema)}`
    : ({ valueSchema }: SinkRecord) => numberOf(valueSchema);
  return () =>
    createFileCutter({
      partitioner,
      flushSize: config['flush.size'],
      rotation: timeOf && { intervalMs, timeOf: orZeroForTombstones(timeOf) },
      cutsOnPartitionChange: timeOf !== null && config['rotate.file.on.partition.change'],
      schemaNumber,
      open: (directory, first) =>
        growFile(objectName(naming, directory, first), first.value === null ? others : [values, ...others], first),
    });
};
