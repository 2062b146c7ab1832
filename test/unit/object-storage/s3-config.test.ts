import { describe, expect, test } from 'vitest';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import { s3SinkConfig } from '../../../lib/connectors/object-storage/s3-sink/config.ts';
import { s3Sink } from '../../../lib/connectors/object-storage/s3-sink/connector.ts';
import { PARTITIONERS, quickstart, S3 } from './sink-harness.ts';

const errors = (more: Readonly<Record<string, string>>) =>
  validateConfig(s3SinkConfig, { ...quickstart, ...more }).flatMap((key) => key.errors);

test('the published quickstart is valid as it is', () => {
  expect(errors({})).toEqual([]);
  expect(s3Sink.validate(quickstart)).toEqual([]);
  expect(s3Sink.taskConfigs(quickstart, 2)).toEqual([quickstart, quickstart]);
});

test('has every key of the original', () => {
  expect(
    Object.entries(s3SinkConfig)
      .map(
        ([name, key]) => `${'group' in key ? key.group : '-'} ${name} ${'default' in key ? key.default : 'required'}`,
      )
      .sort(),
  ).toMatchSnapshot();
});

describe('what would change results and is not supported is refused', () => {
  test.each([
    ['schema.compatibility', 'TRANSITIVE', /must be one of/],
    ['avro.codec', 'bzip2', /must be one of/],
    ['parquet.codec', 'zstd', /must be one of/],
    ['s3.proxy.url', 'http://proxy', /not supported/],
    ['s3.credentials.provider.class', 'com.example.Own', /must be one of/],
    ['partitioner.class', 'com.example.Own', /must be one of/],
    ['timezone', 'Mars/Olympus', /not recognised/],
    ['path.format', 'qq', /Illegal pattern/],
    ['flush.size', '0', /at least 1/],
  ])('%s=%s', (key, value, message) => {
    expect(errors({ [key]: value })).toEqual([expect.stringMatching(message)]);
  });
});

describe('keys that only make sense together', () => {
  test.each([
    [{ 'partitioner.class': `${PARTITIONERS}.FieldPartitioner` }, ['partition.field.name']],
    [{ 'partitioner.class': `${PARTITIONERS}.HourlyPartitioner` }, ['locale', 'timezone']],
    [
      { 'partitioner.class': `${PARTITIONERS}.TimeBasedPartitioner`, locale: 'en', timezone: 'UTC' },
      ['partition.duration.ms', 'path.format'],
    ],
    [{ 'behavior.on.null.values': 'write' }, ['store.kafka.keys', 'behavior.on.null.values']],
    [{ 's3.wan.mode': 'true' }, ['s3.wan.mode', 's3.path.style.access.enabled']],
    [
      { 's3.compression.type': 'gzip', 'format.class': `${S3}.format.avro.AvroFormat` },
      ['format.class', 's3.compression.type'],
    ],
    [{ 'aws.access.key.id': 'id' }, ['aws.access.key.id', 'aws.secret.access.key']],
    [
      { 's3.credentials.provider.class': 'io.aiven.kafka.connect.util.AivenAWSCredentialsProvider' },
      ['s3.credentials.provider.access_key_id', 's3.credentials.provider.secret_access_key'],
    ],
    [{ 'schema.compatibility': 'BACKWARD', 'files.span.batches': 'false' }, ['schema.compatibility']],
    [{ 's3.object.tagging.key.value.pairs': 'noColon' }, ['s3.object.tagging.key.value.pairs']],
  ])('%o', (more, keys) => {
    const problems = s3Sink.validate({ ...quickstart, ...more });
    expect(problems.map(({ key }) => key)).toEqual(keys);
  });
});

const bytes = 'org.apache.kafka.connect.converters.ByteArrayConverter';
const backup = {
  mode: 'BACKUP_FULL_RECORD',
  'format.class': `${S3}.format.avro.AvroFormat`,
  'key.converter': bytes,
  'value.converter': bytes,
};

describe('a backup of whole records refuses what would not restore them', () => {
  test.each<[Readonly<Record<string, string>>, string]>([
    [{ 'format.class': `${S3}.format.bytearray.ByteArrayFormat` }, 'format.class'],
    [{ 'format.class': `${S3}.format.json.JsonFormat` }, 'format.json.schema.enable'],
    [{ 'value.converter': 'io.confluent.connect.avro.AvroConverter' }, 'value.converter'],
    [{ transforms: 'unwrap' }, 'transforms'],
    [{ 'store.kafka.keys': 'true' }, 'store.kafka.keys'],
    [{ 'store.kafka.headers': 'true' }, 'store.kafka.headers'],
    [{ 'partitioner.class': `${PARTITIONERS}.FieldPartitioner`, 'partition.field.name': 'a' }, 'partitioner.class'],
    [
      {
        'partitioner.class': `${PARTITIONERS}.HourlyPartitioner`,
        locale: 'en',
        timezone: 'UTC',
        'timestamp.extractor': 'RecordField',
      },
      'timestamp.extractor',
    ],
    [{ 's3.schema.partition.affix.type': 'PREFIX' }, 's3.schema.partition.affix.type'],
    [{ 'connect.meta.data': 'false' }, 'connect.meta.data'],
  ])('%o', (more, key) => {
    expect(s3Sink.validate({ ...quickstart, ...backup, ...more }).map((problem) => problem.key)).toEqual([key]);
  });

  test('and a worker that has the converters', () => {
    const { 'key.converter': _, ...rest } = backup;
    expect(s3Sink.validate({ ...quickstart, ...rest }).map(({ key }) => key)).toEqual(['key.converter']);
  });
});

test.each([
  ['a backup of whole records', backup],
  [
    'a backup of whole records in JSON, by the hour',
    {
      ...backup,
      'format.class': `${S3}.format.json.JsonFormat`,
      'format.json.schema.enable': 'true',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'partitioner.class': `${PARTITIONERS}.HourlyPartitioner`,
      locale: 'en',
      timezone: 'UTC',
      'timestamp.extractor': 'Record',
    },
  ],
  [
    'the documentation of Aiven',
    {
      'connector.class': `${S3}.S3SinkConnector`,
      'key.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
      'value.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
      'format.class': `${S3}.format.bytearray.ByteArrayFormat`,
      'flush.size': '1',
      's3.bucket.name': 'my-bucket',
      's3.region': 'eu-central-1',
      'storage.class': `${S3}.storage.S3Storage`,
    },
  ],
  [
    'keys, headers and tombstones',
    {
      'store.kafka.keys': 'true',
      'keys.format.class': `${S3}.format.json.JsonFormat`,
      'store.kafka.headers': 'true',
      'headers.format.class': `${S3}.format.json.JsonFormat`,
      'behavior.on.null.values': 'write',
      'tombstone.encoded.partition': 'deleted',
    },
  ],
  [
    'rotation by schedule',
    { 'rotate.schedule.interval.ms': '3600000', timezone: 'America/New_York', 's3.sse.customer.key': 'a'.repeat(44) },
  ],
])('is valid as published: %s', (_name, config) => {
  expect(errors(config)).toEqual([]);
  expect(s3Sink.validate({ ...quickstart, ...config })).toEqual([]);
});
