import type { SinkRecord } from '../../../connect/record.ts';
import { type CutterStart, createFileCutter, type FileCutter } from '../file-cutter.ts';
import { growFile } from '../growing-file.ts';
import { objectName } from '../object-name.ts';
import { recordTime } from '../partitioners/create-partitioner.ts';
import type { TimestampExtractor } from '../partitioners/timestamp-extractor.ts';
import { createProjection } from '../schema-compatibility.ts';
import { createSchemaFingerprints } from '../schema-fingerprints.ts';
import { BACKUP, JSON_FORMAT } from './class-names.ts';
import type { S3SinkConfig } from './config.ts';
import type { Contents } from './create-contents.ts';
import { createS3Partitioner } from './s3-partitioner.ts';

/** A tombstone has a time only where the record itself does. */
const orZeroForTombstones =
  (timeOf: TimestampExtractor): TimestampExtractor =>
  (record, nowMs) =>
    record.value === null ? (record.timestamp ?? 0) : timeOf(record, nowMs);

/** What tells records apart that cannot share a file. */
const createSchemaNames = (config: S3SinkConfig): ((record: SinkRecord) => string) => {
  const fingerprintOf = createSchemaFingerprints();
  const isBackup = config.mode === BACKUP;
  if (isBackup && config['format.class'] === JSON_FORMAT) return () => '';
  return isBackup || config['store.kafka.keys']
    ? ({ valueSchema, keySchema }) => `${fingerprintOf(valueSchema)},${fingerprintOf(keySchema)}`
    : ({ valueSchema }) => fingerprintOf(valueSchema);
};

/** How files are cut by this configuration; each call gives a cutter for one topic partition. */
export const cutterFactory = (config: S3SinkConfig, contents: Contents): ((start?: CutterStart) => FileCutter) => {
  const partitioner = createS3Partitioner(config);
  const intervalMs = config['rotate.interval.ms'];
  const timeOf = intervalMs > 0 ? recordTime(config) : null;
  const schemaOf = createSchemaNames(config);
  const compatibility = config['schema.compatibility'];
  const projection = compatibility === 'NONE' ? {} : { project: createProjection(compatibility) };
  const naming = {
    topicsDirectory: config['topics.dir'],
    directoryDelimiter: config['directory.delim'],
    fileDelimiter: config['file.delim'],
    offsetWidth: config['filename.offset.zero.pad.width'],
  };
  return (start) =>
    createFileCutter(
      {
        partitioner,
        flushSize: config['flush.size'],
        rotation: timeOf && { intervalMs, timeOf: orZeroForTombstones(timeOf) },
        cutsOnPartitionChange: timeOf !== null && config['rotate.file.on.partition.change'],
        keepsOrder: config.mode === BACKUP,
        spansBatches: config['files.span.batches'],
        ...projection,
        schemaOf,
        open: (directory, record, begun) =>
          growFile(begun ?? objectName(naming, directory, record), contents.of(record), record),
      },
      start,
    );
};
