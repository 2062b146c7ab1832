import { describe, expect, test } from 'vitest';
import { sourceConnectorConfig } from '../../../lib/config/common/source-connector-config.ts';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import { s3SourceConfig } from '../../../lib/connectors/object-storage/s3-source/config.ts';
import { s3Source } from '../../../lib/connectors/object-storage/s3-source/connector.ts';
import { createFolderShare } from '../../../lib/connectors/object-storage/s3-source/folder-share.ts';

const FORMATS = 'io.confluent.connect.s3.format';

const restore = {
  name: 's3-source',
  'tasks.max': '1',
  'connector.class': 'io.confluent.connect.s3.source.S3SourceConnector',
  's3.region': 'us-east-1',
  's3.bucket.name': 'bucket',
  'format.class': `${FORMATS}.avro.AvroFormat`,
  'confluent.license': '',
  'confluent.topic.bootstrap.servers': 'broker:9092',
  'confluent.topic.replication.factor': '1',
};

const generic = {
  ...restore,
  'format.class': `${FORMATS}.json.JsonFormat`,
  'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
  'value.converter.schemas.enable': 'false',
  mode: 'GENERIC',
  'topics.dir': 'quickstart',
  'topic.regex.list': 'quick-start-topic:.*',
};

const CSV = `${FORMATS}.csv.CsvFormat`;

const QUEUE = 'https://sqs.us-east-1.amazonaws.com/123456789012/lake-events';

const csv = { ...generic, 'format.class': CSV };

/** What a dump of the original's `ConfigDef` has as defaults. */
const dumped = {
  'behavior.on.error': 'fail',
  'bucket.listing.max.objects.threshold': '-1',
  'bucket.scan.executor.threads': '5',
  'bucket.scan.parallel.enabled': 'true',
  'csv.case.sensitive.field.names': 'false',
  'csv.escape.char': '92',
  'csv.file.charset': 'UTF-8',
  'csv.first.row.as.header': 'true',
  'csv.ignore.leading.whitespace': 'true',
  'csv.ignore.quotations': 'false',
  'csv.keep.carriage.return': 'false',
  'csv.null.field.indicator': 'NEITHER',
  'csv.quote.char': '34',
  'csv.rfc.4180.parser.enabled': 'true',
  'csv.separator.char': '44',
  'csv.skip.lines': '0',
  'csv.strict.quotes': 'false',
  'directory.delim': '/',
  'file.discovery.starting.timestamp': '0',
  'file.metadata.headers.enable': 'false',
  'format.bytearray.extension': '.bin',
  'format.json.schema.enable': 'false',
  mode: 'RESTORE_BACKUP',
  'parse.error.topic.prefix': 'error',
  'partitioner.class': 'io.confluent.connect.storage.partitioner.DefaultPartitioner',
  'record.batch.max.size': '200',
  's3.credentials.provider.class': 'software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider',
  's3.http.send.expect.continue': 'true',
  's3.part.retries': '3',
  's3.path.style.access': 'true',
  's3.poll.interval.ms': '60000',
  's3.region': 'us-west-2',
  's3.retry.backoff.ms': '200',
  's3.wan.mode': 'false',
  'schema.cache.size': '50',
  'task.batch.size': '10',
  'topics.dir': 'topics',
};

test('every key of the original is known, with its default', () => {
  const own = new Map(validateConfig(s3SourceConfig, { ...restore }).map((key) => [key.name, String(key.value)]));
  expect(Object.fromEntries(Object.keys(dumped).map((key) => [key, own.get(key)]))).toEqual({
    ...dumped,
    's3.region': 'us-east-1',
  });
});

/** As the herder does it: keys together only where each is valid. */
const errors = (raw: Readonly<Record<string, string>>) => {
  const own = validateConfig({ ...sourceConnectorConfig, ...s3SourceConfig }, raw).flatMap((key) => key.errors);
  return own.length > 0 ? own : s3Source.validate(raw).map(({ message }) => message);
};

describe('published configurations are valid as they are', () => {
  test.each([
    ['backup and restore', restore],
    ['backup and restore, as a variant of the sink', { ...restore, 'flush.size': '3', 'schema.compatibility': 'NONE' }],
    ['generalized', generic],
    ['generalized, with what is known of files', { ...generic, 'file.metadata.headers.enable': 'true' }],
    ['CSV, with all keys at their defaults', { ...csv, ...dumped, mode: 'GENERIC' }],
    ['a name in capitals', { ...csv, 'format.class': `${FORMATS}.csv.CSVFormat` }],
    ['a customer key', { ...restore, 's3.sse.customer.key': 'secret' }],
    ['whole records', { ...restore, mode: 'RESTORE_BACKUP_FULL_RECORD' }],
    ['Parquet', { ...restore, 'format.class': `${FORMATS}.parquet.ParquetFormat` }],
    [
      'by partitioner',
      { ...restore, 'partitioner.class': 'io.confluent.connect.storage.partitioner.DefaultPartitioner' },
    ],
  ])('%s', (_, raw) => {
    expect(errors(raw)).toEqual([]);
  });
});

test.each([
  [{ ...generic, 'topic.regex.list': '' }, /cannot be empty when the connector runs in GENERIC mode/],
  [{ ...generic, 'topic.regex.list': 'topic' }, /Not topic:regular expression: topic/],
  [{ ...generic, 'topic.regex.list': 'topic:(' }, /Not topic:regular expression/],
  [{ ...generic, 'store.kafka.keys': 'true' }, /store.kafka.keys needs mode=RESTORE_BACKUP/],
  [{ ...restore, 'format.class': `${FORMATS}.orc.OrcFormat` }, /must be one of/],
  [
    { ...restore, mode: 'RESTORE_BACKUP_FULL_RECORD', 'format.class': `${FORMATS}.bytearray.ByteArrayFormat` },
    /needs AvroFormat, JsonFormat or ParquetFormat/,
  ],
  [{ ...restore, mode: 'RESTORE_BACKUP_FULL_RECORD', 'store.kafka.keys': 'true' }, /needs mode=RESTORE_BACKUP:/],
  [{ ...restore, 's3.proxy.url': 'https://nginx-proxy:8888' }, /Proxies are not supported/],
  [{ ...restore, 'format.class': CSV }, /CsvFormat needs mode=GENERIC/],
  [
    { ...csv, 'csv.strict.quotes': 'true', 'csv.rfc.4180.parser.enabled': 'false' },
    /csv.strict.quotes is not supported/,
  ],
  [{ ...csv, 'csv.file.charset': 'EBCDIC-INVENTED' }, /csv.file.charset/],
  [{ ...csv, 'value.schema': '{"type":"STRING"}' }, /Not the schema of a struct/],
  [
    { ...csv, 'value.schema': '{"type":"STRUCT","fieldSchemas":{"a":{"type":"ARRAY"}}}' },
    /field a has no type that CSV can hold/,
  ],
  [{ ...restore, 's3.event.queue.url': QUEUE }, /s3.event.queue.url needs mode=GENERIC/],
  [{ ...generic, 's3.event.queue.url': 'lake-events' }, /Must be a URL/],
  [{ ...restore, 's3.wan.mode': 'true' }, /needs s3.path.style.access=false/],
  [{ ...restore, mode: 'BACKUP' }, /must be one of/],
])('what is not supported or makes no sense is refused: %#', (raw, message) => {
  expect(errors(raw)).toEqual([expect.stringMatching(message)]);
});

test('one task reads a queue of events', () => {
  expect(s3Source.taskConfigs({ ...generic, 's3.event.queue.url': QUEUE }, 3)).toHaveLength(1);
  expect(s3Source.taskConfigs(generic, 3)).toHaveLength(3);
  const partition = { bucket: 'b', object: 'in/a.csv' };
  expect(s3Source.alterOffsets(generic, [{ partition, offset: { file: 'in/a.csv', record: 3 } }])).toBe(true);
});

test('altered offsets are checked', () => {
  const partition = { bucket: 'b', folder: 'topics/t/partition=0/', topic: 't', partition: 0 };
  expect(s3Source.alterOffsets(restore, [{ partition, offset: { file: 'key', record: 3, eof: false } }])).toBe(true);
  expect(s3Source.alterOffsets(restore, [{ partition: {}, offset: null }])).toBe(true);
  expect(() => s3Source.alterOffsets(restore, [{ partition: {}, offset: { file: 'key', record: 3 } }])).toThrow(
    'bucket',
  );
  expect(() => s3Source.alterOffsets(restore, [{ partition, offset: { record: 3 } }])).toThrow("'file'");
  expect(() => s3Source.alterOffsets(restore, [{ partition, offset: { file: 'key', record: -1 } }])).toThrow(
    "'record'",
  );
});

test('every folder is of one task, and numbered ones are dealt out evenly', () => {
  const folders = Array.from({ length: 12 }, (_, n) => `topics/orders/partition=${n}/`);
  const shares = [0, 1, 2].map((index) => folders.filter(createFolderShare(`${index}/3`)));
  expect(shares.map(({ length }) => length)).toEqual([4, 4, 4]);
  expect(new Set(shares.flat()).size).toBe(12);
});
