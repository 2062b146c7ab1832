import { defineConfig } from '../../../config/config-def.ts';
import { between, oneOf, oneOfIgnoringCase } from '../../../config/validators.ts';
import { AVRO_FORMAT, BACKUP, BYTE_ARRAY_FORMAT, JSON_FORMAT, PARQUET_FORMAT, S3_STORAGE } from './class-names.ts';

const MEMORY = 'files are kept in memory as their records come';

/** Keys of Confluent's `S3SinkConnectorConfig` about what is written to which file. */
export const contentKeys = defineConfig({
  'format.class': {
    type: 'CLASS',
    importance: 'HIGH',
    group: 'Connector',
    validator: oneOf(AVRO_FORMAT, JSON_FORMAT, BYTE_ARRAY_FORMAT, PARQUET_FORMAT),
    documentation: 'Format of the files.',
  },
  mode: {
    type: 'STRING',
    default: 'GENERIC',
    importance: 'MEDIUM',
    group: 'Connector',
    validator: oneOf('GENERIC', BACKUP),
    dependents: ['format.class', 'format.json.schema.enable', 'store.kafka.keys', 'store.kafka.headers'],
    documentation:
      'GENERIC writes values, and keys and headers beside them where they are asked for. BACKUP_FULL_RECORD writes whole records: keys, values, tombstones, headers, partitions, offsets and timestamps together, as the S3 source restores them with mode=RESTORE_BACKUP_FULL_RECORD.',
  },
  'storage.class': {
    type: 'CLASS',
    importance: 'HIGH',
    group: 'Storage',
    validator: oneOf(S3_STORAGE),
    documentation: 'The storage layer; S3 is the only one.',
  },
  's3.compression.type': {
    type: 'STRING',
    default: 'none',
    importance: 'LOW',
    group: 'S3',
    validator: oneOf('none', 'gzip'),
    documentation: 'Compression of JsonFormat and ByteArrayFormat files.',
  },
  's3.compression.level': {
    type: 'INT',
    default: -1,
    importance: 'LOW',
    group: 'S3',
    validator: between(-1, 9),
    documentation: 'How hard gzip tries, from 0 to 9; -1 for its default.',
  },
  'json.decimal.format': {
    type: 'STRING',
    default: 'BASE64',
    importance: 'MEDIUM',
    group: 'S3',
    validator: oneOfIgnoringCase('BASE64', 'NUMERIC'),
    documentation: 'How JsonFormat writes decimals: their bytes in base64, or as numbers.',
  },
  'format.json.schema.enable': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: 'S3',
    documentation:
      'Whether JsonFormat writes values with their schemas, as {"schema":…,"payload":…}; BACKUP_FULL_RECORD needs it.',
  },
  'format.bytearray.extension': {
    type: 'STRING',
    default: '.bin',
    importance: 'LOW',
    group: 'S3',
    documentation: 'Extension of ByteArrayFormat files.',
  },
  'format.bytearray.separator': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    group: 'S3',
    documentation: 'What ByteArrayFormat writes after each record, blanks included; a line feed by default.',
  },
  'behavior.on.null.values': {
    type: 'STRING',
    default: 'fail',
    importance: 'LOW',
    group: 'S3',
    validator: oneOfIgnoringCase('fail', 'ignore', 'write'),
    documentation:
      'What becomes of tombstones: fail the task, ignore them, or write their keys under tombstone.encoded.partition (needs store.kafka.keys).',
  },
  'report.null.values.to.dlq': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    group: 'S3',
    documentation: 'Reports ignored tombstones to the dead letter queue, where there is one.',
  },
  'max.write.duration.ms': {
    type: 'LONG',
    default: Number.MAX_SAFE_INTEGER,
    importance: 'LOW',
    group: 'S3',
    documentation: 'Longest time that a task spends on one batch.',
    ignored: 'a batch lasts no longer than its function may run',
  },
  'rotate.file.on.partition.change': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    group: 'S3',
    documentation:
      'Ends all files where a record goes to another directory than the one before it; only with rotate.interval.ms.',
  },
  'tombstone.encoded.partition': {
    type: 'STRING',
    default: 'tombstone',
    importance: 'LOW',
    group: 'S3',
    documentation: 'Directory of tombstones.',
  },
  's3.schema.partition.affix.type': {
    type: 'STRING',
    default: 'NONE',
    importance: 'LOW',
    group: 'S3',
    validator: oneOf('SUFFIX', 'PREFIX', 'NONE'),
    documentation: 'Puts a directory schema_name=… before (PREFIX) or after (SUFFIX) those of the partitioner.',
  },
  'store.kafka.keys': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: 'Keys and Headers',
    dependents: ['keys.format.class'],
    documentation: 'Writes keys to files of their own beside those of the values; records then need a key.',
  },
  'store.kafka.headers': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: 'Keys and Headers',
    dependents: ['headers.format.class'],
    documentation: 'Writes headers to files of their own beside those of the values; records then need headers.',
  },
  'keys.format.class': {
    type: 'CLASS',
    default: AVRO_FORMAT,
    importance: 'LOW',
    group: 'Keys and Headers',
    validator: oneOf(AVRO_FORMAT, JSON_FORMAT, BYTE_ARRAY_FORMAT, PARQUET_FORMAT),
    documentation: 'Format of the files of keys.',
  },
  'headers.format.class': {
    type: 'CLASS',
    default: AVRO_FORMAT,
    importance: 'LOW',
    group: 'Keys and Headers',
    validator: oneOf(AVRO_FORMAT, JSON_FORMAT, PARQUET_FORMAT),
    documentation: 'Format of the files of headers.',
  },
  's3.elastic.buffer.enable': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: 'Keys and Headers',
    documentation: 'Lets upload buffers grow.',
    ignored: MEMORY,
  },
  's3.elastic.buffer.init.capacity': {
    type: 'INT',
    default: 131_072,
    importance: 'LOW',
    group: 'Keys and Headers',
    documentation: 'First size of upload buffers that grow.',
    ignored: MEMORY,
  },
  'partitioner.max.open.files': {
    type: 'INT',
    default: -1,
    importance: 'LOW',
    documentation:
      'Most files of a partition that outlive a batch; all are closed where there are more. -1 for some 300.',
  },
  'max.files.scan.limit': {
    type: 'INT',
    default: 100,
    importance: 'LOW',
    documentation: 'How many names are tried after a conditional write failed.',
    ignored: 'an object that is in the way is compared and overwritten',
  },
});
