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
  [{ ...restore, 's3.sse.customer.key': 'secret' }, /SSE-C/],
  [{ ...restore, mode: 'BACKUP' }, /must be one of/],
])('what is not supported or makes no sense is refused: %#', (raw, message) => {
  expect(errors(raw)).toEqual([expect.stringMatching(message)]);
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
