import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { atLeast, nonEmptyString, oneOfIgnoringCase } from '../../../config/validators.ts';
import { mustBe } from '../config/must-be.ts';
import { connectionKeys } from '../lenses/connection-keys.ts';

const group = 'Files';
const text = { type: 'STRING', default: '', importance: 'LOW', group } as const;
const int = { type: 'INT', importance: 'LOW', group } as const;
const flag = { type: 'BOOLEAN', default: false, importance: 'LOW', group } as const;

const NO_INDEXES =
  'which records are in finished files is kept with the connector’s offsets; the locks of the original are not written';

/** The keys of Lenses' S3 sink connector 11. */
export const lensesS3SinkConfig = defineConfig({
  'connect.s3.kcql': {
    type: 'STRING',
    importance: 'HIGH',
    group: 'KCQL',
    width: 'LONG',
    validator: nonEmptyString,
    documentation:
      "Statements, with semicolons between them: INSERT INTO bucket[:prefix] SELECT * FROM topic [PARTITIONBY field, _key.field, _header.name, _topic, _partition, _date.`yyyy/MM` | NOPARTITION] [STOREAS `JSON|AVRO|PARQUET|TEXT|CSV|CSV_WithHeaders|BYTES`] [PROPERTIES('flush.count'=50000, 'flush.size'=500000000, 'flush.interval'=3600, 'padding.length.partition'=12, 'padding.length.offset'=12, 'padding.char'='0', 'padding.type'='LeftPad', 'partition.include.keys'=true, 'key.suffix'='x', 'store.envelope'=true, 'store.envelope.fields.key'=true, …)]. The topic `*` stands for all others. The older WITH_FLUSH_COUNT, WITH_FLUSH_SIZE and WITH_FLUSH_INTERVAL are taken too.",
  },
  ...connectionKeys,
  'connect.s3.error.policy': {
    ...text,
    default: 'THROW',
    importance: 'HIGH',
    group: 'Error',
    validator: oneOfIgnoringCase('THROW', 'RETRY', 'NOOP'),
    documentation:
      'NOOP logs records that cannot be written and leaves them out; otherwise they fail the task or go to the dead letter queue. A store that cannot be reached is waited for in any case.',
  },
  'connect.s3.max.retries': {
    ...int,
    default: 20,
    group: 'Error',
    documentation: 'How often a batch that could not be stored is tried again.',
    ignored: 'it comes again until it is stored',
  },
  'connect.s3.retry.interval': {
    ...int,
    default: 60_000,
    group: 'Error',
    validator: atLeast(1),
    documentation: 'Milliseconds before a batch that could not be stored is delivered again.',
  },
  'connect.s3.compression.codec': {
    ...text,
    default: 'UNCOMPRESSED',
    validator: oneOfIgnoringCase('UNCOMPRESSED', 'GZIP', 'DEFLATE', 'SNAPPY', 'BROTLI'),
    documentation:
      'Compression of the files: GZIP for JSON, DEFLATE or SNAPPY for Avro, GZIP, SNAPPY or BROTLI for Parquet. (BZIP2, LZ4, LZO, XZ and ZSTD are not supported.)',
  },
  'connect.s3.compression.level': { ...int, default: -1, documentation: 'Level of GZIP for JSON; 6 by default.' },
  'connect.s3.disable.flush.count': { ...flag, documentation: 'Whether no number of records ends files.' },
  'connect.s3.padding.strategy': {
    ...text,
    validator: oneOfIgnoringCase('', 'LeftPad', 'RightPad', 'NoOp'),
    documentation: 'How offsets in names are padded with zeros; left of them, to 12 digits, by default.',
  },
  'connect.s3.padding.length': {
    ...int,
    default: -1,
    documentation: 'Digits that connect.s3.padding.strategy pads to; 12 by default.',
  },
  'connect.s3.skip.null.values': { ...flag, documentation: 'Whether records without a value are left out.' },
  'connect.s3.schema.change.detector': {
    ...text,
    default: 'default',
    validator: mustBe('default', 'Only default is supported: records of different schemas are in different files'),
    documentation: 'When a change of the schema begins a new file, in Avro, Parquet and CSV.',
  },
  'connect.s3.latest.schema.optimization.enabled': {
    ...flag,
    validator: mustBe(false, 'Records are not brought to the latest schema: they are written with their own'),
    documentation: 'Writes records with the latest of compatible schemas, which is not supported.',
  },
  'connect.s3.indexes.name': {
    ...text,
    default: '.indexes',
    validator: nonEmptyString,
    documentation:
      'Directory, below the prefix, of what belongs to no finished file yet; Lenses’ source does not read it.',
  },
  'connect.s3.exactly.once.enable': {
    ...flag,
    default: true,
    documentation: 'Whether every record is in one file, however often it is delivered.',
    ignored: 'it is in any case',
  },
  'connect.s3.seek.max.files': { ...int, default: 5, documentation: 'Most index files.', ignored: NO_INDEXES },
  'connect.s3.indexes.gc.interval.seconds': {
    ...int,
    default: 300,
    documentation: 'Interval of cleaning up locks.',
    ignored: NO_INDEXES,
  },
  'connect.s3.indexes.gc.batch.size': {
    ...int,
    default: 1000,
    documentation: 'Locks to delete at a time.',
    ignored: NO_INDEXES,
  },
  'connect.s3.indexes.gc.sweep.enabled': {
    ...flag,
    default: true,
    documentation: 'Whether to look for old locks.',
    ignored: NO_INDEXES,
  },
  'connect.s3.indexes.gc.sweep.interval.seconds': {
    ...int,
    default: 86_400,
    documentation: 'How often to look for old locks.',
    ignored: NO_INDEXES,
  },
  'connect.s3.indexes.gc.sweep.min.age.seconds': {
    ...int,
    default: 86_400,
    documentation: 'Age of old locks.',
    ignored: NO_INDEXES,
  },
  'connect.s3.indexes.gc.sweep.max.reads': {
    ...int,
    default: 1000,
    documentation: 'Most locks to read at a time.',
    ignored: NO_INDEXES,
  },
  'connect.s3.delete.mode': {
    ...text,
    default: 'BatchDelete',
    validator: oneOfIgnoringCase('BatchDelete', 'SeparateDelete'),
    documentation: 'How index files are deleted.',
    ignored: NO_INDEXES,
  },
  'connect.s3.local.tmp.directory': {
    ...text,
    documentation: 'Directory of files that are not finished.',
    ignored: 'they are in S3',
  },
});

export type LensesS3SinkConfig = ConfigOf<typeof lensesS3SinkConfig>;
