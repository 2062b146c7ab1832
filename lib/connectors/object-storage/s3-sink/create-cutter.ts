import type { SinkRecord } from '../../../connect/record.ts';
import { type CutterStart, createFileCutter, type FileCutter } from '../file-cutter.ts';
import { growFile } from '../growing-file.ts';
import { objectName } from '../object-name.ts';
import { recordTime } from '../partitioners/create-partitioner.ts';
import type { TimestampExtractor } from '../partitioners/timestamp-extractor.ts';
import { createSchemaFingerprints } from '../schema-fingerprints.ts';
import type { S3SinkConfig } from './config.ts';
import type { Contents } from './create-contents.ts';
import { createS3Partitioner } from './s3-partitioner.ts';

/** A tombstone has a time only where the record itself does. */
const orZeroForTombstones =
  (timeOf: TimestampExtractor): TimestampExtractor =>
  (record, nowMs) =>
    record.value === null ? (record.timestamp ?? 0) : timeOf(record, nowMs);

/** How files are cut by this configuration; each call gives a cutter for one topic partition. */
export const cutterFactory = (
  config: S3SinkConfig,
  { values, others }: Contents,
): ((start?: CutterStart) => FileCutter) => {
  const partitioner = createS3Partitioner(config);
  const intervalMs = config['rotate.interval.ms'];
  const timeOf = intervalMs > 0 ? recordTime(config) : null;
  const fingerprintOf = createSchemaFingerprints();
  const naming = {
    topicsDirectory: config['topics.dir'],
    directoryDelimiter: config['directory.delim'],
    fileDelimiter: config['file.delim'],
    offsetWidth: config['filename.offset.zero.pad.width'],
  };
  const schemaOf = config['store.kafka.keys']
    ? ({ valueSchema, keySchema }: SinkRecord) => `${fingerprintOf(valueSchema)},${fingerprintOf(keySchema)}`
    : ({ valueSchema }: SinkRecord) => fingerprintOf(valueSchema);
  return (start) =>
    createFileCutter(
      {
        partitioner,
        flushSize: config['flush.size'],
        rotation: timeOf && { intervalMs, timeOf: orZeroForTombstones(timeOf) },
        cutsOnPartitionChange: timeOf !== null && config['rotate.file.on.partition.change'],
        spansBatches: config['files.span.batches'],
        schemaOf,
        open: (directory, record, begun) =>
          growFile(
            begun ?? objectName(naming, directory, record),
            record.value === null ? others : [values, ...others],
            record,
          ),
      },
      start,
    );
};
