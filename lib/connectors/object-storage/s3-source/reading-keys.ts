import { defineConfig } from '../../../config/config-def.ts';
import { atLeast, between, check, nonEmptyString, oneOf, oneOfIgnoringCase } from '../../../config/validators.ts';
import { connectorKeys } from '../config/connector-keys.ts';
import { partitionerKeys } from '../config/partitioner-keys.ts';
import { storageKeys } from '../config/storage-keys.ts';
import { contentKeys } from '../s3-sink/content-keys.ts';
import {
  AVRO_FORMAT,
  BYTE_ARRAY_FORMAT,
  CSV_FORMAT,
  CSV_FORMAT_IN_CAPITALS,
  JSON_FORMAT,
  PARQUET_FORMAT,
  STRING_FORMAT,
} from './formats.ts';
import { RESTORE_WHOLE } from './modes.ts';

const BY_LISTING = 'folders are found by listing them, whatever partitioner named them';

/** Keys of Confluent's `S3SourceConnectorConfig` about which objects are read, and how. */
export const readingKeys = defineConfig({
  mode: {
    type: 'STRING',
    default: 'RESTORE_BACKUP',
    importance: 'HIGH',
    group: 'Source',
    validator: oneOf('RESTORE_BACKUP', RESTORE_WHOLE, 'GENERIC'),
    documentation:
      'RESTORE_BACKUP reads what the S3 sink wrote, back to its topics and partitions; RESTORE_BACKUP_FULL_RECORD what it wrote with mode=BACKUP_FULL_RECORD, with keys, tombstones, headers and timestamps; GENERIC any objects, to the topics that topic.regex.list says.',
  },
  'topic.regex.list': {
    type: 'LIST',
    default: [],
    importance: 'HIGH',
    group: 'Source',
    documentation:
      'For GENERIC: topic:regular expression, several with commas; an object goes to the first topic whose expression matches its whole key. Others are not read.',
  },
  'format.class': {
    type: 'CLASS',
    importance: 'HIGH',
    group: 'Source',
    validator: oneOf(
      AVRO_FORMAT,
      JSON_FORMAT,
      PARQUET_FORMAT,
      BYTE_ARRAY_FORMAT,
      STRING_FORMAT,
      CSV_FORMAT,
      CSV_FORMAT_IN_CAPITALS,
    ),
    documentation:
      'Format of the objects; those of JsonFormat, ByteArrayFormat, StringFormat and CsvFormat (which needs mode=GENERIC) whose names end in .gz are unpacked. Of ParquetFormat a row group is in memory at a time.',
  },
  's3.poll.interval.ms': {
    type: 'LONG',
    default: 60_000,
    importance: 'MEDIUM',
    group: 'Source',
    validator: atLeast(1),
    documentation: 'Pause between two looks for new objects, in milliseconds.',
  },
  's3.event.queue.url': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    group: 'Source',
    validator: check('URL of a queue', (url) => (url === '' || /^https?:\/\/./.test(url) ? null : 'Must be a URL')),
    documentation:
      'Queue of SQS that S3 tells of new objects, itself or through SNS or EventBridge; needs mode=GENERIC. New objects are then found in it instead of by listing, and read by one task. The original has no such key.',
  },
  's3.event.visibility.timeout.seconds': {
    type: 'INT',
    default: 60,
    importance: 'LOW',
    group: 'Source',
    validator: between(3, 43_200),
    documentation:
      'For how long a message is hidden from others, which is prolonged while its objects are read; after so long it comes again when a function dies. The original has no such key.',
  },
  'file.discovery.starting.timestamp': {
    type: 'LONG',
    default: 0,
    importance: 'MEDIUM',
    group: 'Source',
    validator: atLeast(0),
    documentation:
      'Objects that were last changed before, in milliseconds since the epoch, are not read; with s3.event.queue.url those that were created before.',
  },
  'record.batch.max.size': {
    type: 'INT',
    default: 200,
    importance: 'MEDIUM',
    group: 'Source',
    validator: atLeast(1),
    documentation: 'Most records that one poll returns.',
  },
  'behavior.on.error': {
    type: 'STRING',
    default: 'fail',
    importance: 'MEDIUM',
    group: 'Source',
    validator: oneOfIgnoringCase('fail', 'ignore', 'log'),
    documentation:
      'What becomes of an object that cannot be read: fail the task; ignore the rest of the object and log a warning; or log, which ignores it too and sends a record with the object as key and what is wrong as value to <parse.error.topic.prefix>-<connector>.',
  },
  'parse.error.topic.prefix': {
    type: 'STRING',
    default: 'error',
    importance: 'MEDIUM',
    group: 'Source',
    validator: nonEmptyString,
    documentation: 'Beginning of the name of the topic that behavior.on.error=log sends to.',
  },
  'file.metadata.headers.enable': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: 'Source',
    documentation:
      'For GENERIC: records get the headers source.file.name, source.file.path, source.file.last_modified and source.file.size.',
  },
  'format.json.schema.enable': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    group: 'Source',
    documentation: 'Whether each line of JsonFormat has its schema beside its value, as JsonConverter writes them.',
  },
  'topics.dir': storageKeys['topics.dir'],
  'store.url': storageKeys['store.url'],
  'directory.delim': storageKeys['directory.delim'],
  'file.delim': storageKeys['file.delim'],
  'format.bytearray.extension': contentKeys['format.bytearray.extension'],
  'format.bytearray.separator': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    group: 'Source',
    documentation: 'What stands after each record of ByteArrayFormat, blanks included; a line feed by default.',
  },
  'connect.meta.data': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    group: 'Source',
    documentation: 'Reads names, versions and parameters of Connect schemas from Avro schemas.',
  },
  'enhanced.avro.schema.support': connectorKeys['enhanced.avro.schema.support'],
  'store.kafka.keys': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: 'Keys and Headers',
    dependents: ['keys.format.class'],
    documentation: 'Restores keys from the files that the sink wrote with the same setting.',
  },
  'store.kafka.headers': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    group: 'Keys and Headers',
    dependents: ['headers.format.class'],
    documentation: 'Restores headers, as texts, from the files that the sink wrote with the same setting.',
  },
  'keys.format.class': {
    type: 'CLASS',
    default: AVRO_FORMAT,
    importance: 'LOW',
    group: 'Keys and Headers',
    validator: oneOf(AVRO_FORMAT, JSON_FORMAT, PARQUET_FORMAT, BYTE_ARRAY_FORMAT, STRING_FORMAT),
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
  'partitioner.class': {
    ...partitionerKeys['partitioner.class'],
    dependents: ['partition.field.name', 'path.format'],
    ignored: BY_LISTING,
  },
  'partition.field.name': { ...partitionerKeys['partition.field.name'], ignored: BY_LISTING },
  'path.format': { ...partitionerKeys['path.format'], ignored: BY_LISTING },
  'task.batch.size': {
    type: 'INT',
    default: 10,
    importance: 'MEDIUM',
    group: 'Source',
    documentation: 'Files that a task is given at a time.',
    ignored: 'tasks find their files themselves',
  },
  'bucket.scan.parallel.enabled': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    group: 'Source',
    documentation: 'Scans folders at the same time.',
    ignored: 'a task lists one folder after the other; more tasks list more folders at a time',
  },
  'bucket.scan.executor.threads': {
    type: 'INT',
    default: 5,
    importance: 'MEDIUM',
    group: 'Source',
    documentation: 'Folders that are scanned at the same time.',
    ignored: 'a task lists one folder after the other; more tasks list more folders at a time',
  },
  'bucket.listing.max.objects.threshold': {
    type: 'INT',
    default: -1,
    importance: 'MEDIUM',
    group: 'Source',
    documentation: 'Most objects that are listed at once.',
    ignored: 'listings are read page by page, as files are asked for',
  },
  'schema.cache.size': {
    type: 'INT',
    default: 50,
    importance: 'LOW',
    group: 'Source',
    documentation: 'Schemas of Avro that are remembered.',
    ignored: 'the cache has a size of its own',
  },
  'folders.share': {
    type: 'STRING',
    default: '0/1',
    importance: 'LOW',
    documentation: 'Set by the connector itself: which of how many tasks this one is.',
  },
});
