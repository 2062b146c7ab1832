import { describe, expect, test } from 'vitest';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import { aivenS3SinkConfig } from '../../../lib/connectors/object-storage/aiven-s3-sink/config.ts';
import { aivenS3Sink } from '../../../lib/connectors/object-storage/aiven-s3-sink/connector.ts';
import { parseNameTemplate } from '../../../lib/connectors/object-storage/aiven-s3-sink/name-template.ts';
import { csvLine, jsonLine } from '../../../lib/connectors/object-storage/aiven-s3-sink/output-line.ts';
import { sinkRecord } from './sink-harness.ts';

const CLASS = 'io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector';

const problems = (config: Readonly<Record<string, string>>): readonly string[] => {
  const errors = validateConfig(aivenS3SinkConfig, config).flatMap((key) => key.errors);
  return errors.length > 0 ? errors : aivenS3Sink.validate(config).map(({ message }) => message);
};

const documented = {
  name: 's3_sink',
  'connector.class': CLASS,
  'tasks.max': '1',
  topics: 'my-topic',
  'aws.access.key.id': 'AKIA',
  'aws.secret.access.key': 'secret',
  'aws.s3.bucket.name': 'my-bucket',
  'aws.s3.region': 'eu-central-1',
  'key.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
  'value.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
};

describe('configurations that Aiven publishes are valid as they are', () => {
  test.each([
    ['documentation', documented],
    [
      'README, old names',
      {
        'connector.class': CLASS,
        aws_access_key_id: 'AKI',
        aws_secret_access_key: 'secret',
        aws_s3_bucket: 'aiven-example',
        aws_s3_prefix: 'example-s3-sink/',
        aws_s3_region: 'us-east-1',
        'format.output.type': 'jsonl',
        output_compression: 'gzip',
        output_fields: 'value,key,timestamp',
        topics: 'source_topic,another_topic',
      },
    ],
    [
      'README, new names',
      {
        ...documented,
        'aws.s3.prefix': 'your-prefix/{{topic}}/',
        'format.output.type': 'jsonl',
        'format.output.fields': 'key,value,offset,timestamp',
        'file.compression.type': 'gzip',
        'timestamp.timezone': 'Europe/Berlin',
        'timestamp.source': 'wallclock',
      },
    ],
  ])('%s', (_name, config) => {
    expect(problems(config)).toEqual([]);
  });
});

test.each([
  ['file.name.template', '{{topic}}-{{key}}-{{start_offset}}', /Variables partition are missing/],
  ['file.name.template', '{{topic}}-{{partition}}-{{start_offset}}-{{host}}', /\{\{host\}\} is not supported/],
  ['file.compression.type', 'lz4', /must be one of/],
  ['format.output.type', 'orc', /must be one of/],
  ['avro.codec', 'bzip2', /must be one of/],
  ['aws.credentials.provider', 'com.example.Credentials', /Not supported/],
  ['format.output.fields', 'value,topic', /supported values are/],
  ['aws.sts.role.arn', 'arn:aws:iam::1:role/x', /needs aws.sts.role.session.name/],
  ['aws.s3.bucket.name', '', /Neither aws.s3.bucket.name nor aws_s3_bucket/],
])('%s=%s is refused', (key, value, message) => {
  expect(problems({ ...documented, [key]: value })).toEqual([expect.stringMatching(message)]);
});

test.each([
  ['k1', '/k1'],
  [7, '/7'],
  [null, '/null'],
])('the key %s names a file', (key, name) => {
  const template = parseNameTemplate('', '{{topic}}/{{key}}', 'UTC');
  expect(template.isCompact).toBe(true);
  expect(template.begin(sinkRecord(7, 'x', { key }), 0)).toBe(`s3_topic${name}`);
  expect(() => template.begin(sinkRecord(7, 'x', { key: Buffer.from('k') }), 0)).toThrow(/Bytes cannot name files/);
});

test.each([
  [{ 'file.name.template': '{{key}}', 'file.max.records': '5' }, /file.max.records must be either 1 or not set/],
  [{ 'file.name.template': '{{key}}', 'aws.s3.prefix': 'a/' }, /not grouped by key where there is a prefix/],
  [
    { 'format.output.envelope': 'false', 'format.output.fields': 'key,value' },
    /format.output.fields must contain only one field/,
  ],
])('%o is refused', (more, message) => {
  expect(problems({ ...documented, ...more })).toEqual([expect.stringMatching(message)]);
});

test('names follow the template', () => {
  const template = parseNameTemplate(
    'a/{{utc_date}}/',
    '{{topic}}/{{timestamp:unit=YYYY}}-{{timestamp:unit=HH}}/{{partition}}-{{partition:padding=true}}-{{start_offset:padding=true}}-{{start_offset}}',
    'Europe/Berlin',
  );
  const begun = template.begin(sinkRecord(7, 'x'), Date.UTC(2024, 0, 1, 23, 30));
  expect(template.complete(begun, 42)).toBe('a/2024-01-01/s3_topic/2024-00/0-0000000000-00000000000000000042-42');
});

test('lines hold the fields that are asked for', () => {
  const record = sinkRecord(7, Buffer.from('v,1'), {
    key: 'k',
    timestamp: 1_577_836_801_000,
    headers: [{ key: 'h', schema: null, value: 'x' }],
  });
  expect(csvLine(['key', 'value', 'offset', 'timestamp', 'headers'], true)(record)).toBe(
    'aw==,diwx,7,1577836801000,aA==:eA==;',
  );
  expect(csvLine(['value', 'key'], false)({ ...record, key: null })).toBe('v,1,');
  const json = { ...record, value: { name: 'John' } };
  expect(jsonLine(['key', 'value', 'offset', 'timestamp', 'headers'], true)(json)).toBe(
    '{"key":"k","value":{"name":"John"},"offset":7,"timestamp":"2020-01-01T00:00:01Z","headers":[{"key":"h","value":"x"}]}',
  );
  expect(jsonLine(['value'], true)(json)).toBe('{"value":{"name":"John"}}');
  expect(jsonLine(['value'], false)(json)).toBe('{"name":"John"}');
});
