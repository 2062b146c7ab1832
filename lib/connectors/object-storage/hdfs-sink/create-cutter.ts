import type { SinkRecord } from '../../../connect/record.ts';
import { valueContents } from '../file-contents.ts';
import { type CutterStart, createFileCutter, type FileCutter } from '../file-cutter.ts';
import type { Format } from '../formats/format.ts';
import { growFile } from '../growing-file.ts';
import { objectName } from '../object-name.ts';
import { createPartitioner, recordTime } from '../partitioners/create-partitioner.ts';
import { createProjection } from '../schema-compatibility.ts';
import { createSchemaFingerprints } from '../schema-fingerprints.ts';
import type { HdfsFilesConfig } from './files-config.ts';

/** How files are cut by this configuration; each call gives a cutter for one topic partition. */
export const cutterFactory = (
  config: HdfsFilesConfig,
  format: Format,
  topicsDirectory: string,
): ((start?: CutterStart) => FileCutter) => {
  const intervalMs = config['rotate.interval.ms'];
  const timeOf = intervalMs > 0 ? recordTime(config) : null;
  const fingerprintOf = createSchemaFingerprints();
  const compatibility = config['schema.compatibility'];
  const contents = [valueContents(format)];
  const naming = {
    topicsDirectory,
    directoryDelimiter: config['directory.delim'],
    fileDelimiter: config['file.delim'],
    offsetWidth: config['filename.offset.zero.pad.width'],
  };
  const options = {
    partitioner: createPartitioner(config),
    flushSize: config['flush.size'],
    rotation: timeOf && { intervalMs, timeOf },
    cutsOnPartitionChange: false,
    keepsOrder: false,
    spansBatches: true,
    ...(compatibility === 'NONE' ? {} : { project: createProjection(compatibility) }),
    schemaOf: ({ valueSchema }: SinkRecord) => fingerprintOf(valueSchema),
  };
  return (start) =>
    createFileCutter(
      {
        ...options,
        open: (directory, record, begun) => growFile(begun ?? objectName(naming, directory, record), contents, record),
      },
      start,
    );
};
