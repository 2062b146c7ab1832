import { defineConfig } from '../../../config/config-def.ts';
import { atLeast, oneOf } from '../../../config/validators.ts';

/** Keys of Confluent's `StorageSinkConnectorConfig`, which its object storage sinks share, but for `format.class`. */
export const connectorKeys = defineConfig({
  'flush.size': {
    type: 'INT',
    importance: 'HIGH',
    group: 'Connector',
    validator: atLeast(1),
    documentation:
      'Most records of a file: files end at offsets divisible by it. With files.span.batches=false also at the end of every batch.',
  },
  'rotate.interval.ms': {
    type: 'LONG',
    default: -1,
    importance: 'HIGH',
    group: 'Connector',
    documentation:
      'Length of time that a file covers, by the timestamp extractor of a time based partitioner (Record or RecordField). Windows are aligned to the epoch, so that a redelivered batch is cut alike; -1 for none.',
  },
  'rotate.schedule.interval.ms': {
    type: 'LONG',
    default: -1,
    importance: 'MEDIUM',
    group: 'Connector',
    documentation:
      'Interval of wall clock time at which open files are closed, counted from midnight in the time zone timezone, which it needs; -1 for none. Where no record arrives, files are closed when the reconciler next looks.',
  },
  'files.span.batches': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    group: 'Connector',
    documentation:
      'Whether files grow over many batches until flush.size or a rotation ends them, as in the original; what they hold until then is in small objects under +tmp. With false every batch ends its files: records are visible at once, in more and smaller files, and nothing is kept beside them.',
  },
  'schemas.cache.config': {
    type: 'INT',
    default: 1000,
    importance: 'LOW',
    group: 'Connector',
    documentation: 'Size of the schema cache.',
    ignored: 'schemas are remembered as long as they are in use',
  },
  'enhanced.avro.schema.support': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    group: 'Connector',
    documentation: 'Writes the enumerations of an Avro converter as such, instead of as strings.',
  },
  'connect.meta.data': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    group: 'Connector',
    documentation: 'Adds names, versions and parameters of Connect schemas to Avro schemas, as connect.* properties.',
  },
  'retry.backoff.ms': {
    type: 'LONG',
    default: 5000,
    importance: 'LOW',
    group: 'Connector',
    validator: atLeast(0),
    documentation: 'How long to wait before a batch that could not be stored is delivered again, in milliseconds.',
  },
  'filename.offset.zero.pad.width': {
    type: 'INT',
    default: 10,
    importance: 'LOW',
    group: 'Connector',
    validator: atLeast(0),
    documentation: 'Offsets in object names are padded with zeros to this many digits, so that names sort by offset.',
  },
  'avro.codec': {
    type: 'STRING',
    default: 'null',
    importance: 'LOW',
    group: 'Connector',
    validator: oneOf('null', 'deflate', 'snappy'),
    documentation: 'Compression of the blocks of Avro files. (bzip2 is not supported.)',
  },
  'allow.optional.map.keys': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: 'Connector',
    documentation: 'Writes maps with optional string keys as Avro maps too, instead of arrays of entries.',
  },
  'parquet.codec': {
    type: 'STRING',
    default: 'snappy',
    importance: 'LOW',
    group: 'Connector',
    validator: oneOf('none', 'snappy', 'gzip', 'brotli'),
    documentation: 'Compression of Parquet files. (lzo, lz4 and zstd are not supported.)',
  },
  'schema.compatibility': {
    type: 'STRING',
    default: 'NONE',
    importance: 'HIGH',
    group: 'Schema',
    validator: oneOf('NONE', 'BACKWARD', 'FORWARD', 'FULL'),
    documentation:
      'What to do when the schema changes: NONE writes records of different schemas to different files; BACKWARD and FULL bring older records to the newest schema, FORWARD newer ones to the oldest. These three need versions in schemas.',
  },
});
