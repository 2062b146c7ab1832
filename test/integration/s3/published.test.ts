import { gunzipSync } from 'node:zlib';
import avro from 'avsc';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { type Config, publishedConfigs, withSchema } from '../../worker/published-configs.ts';
import { readTopic } from '../../worker/read-topic.ts';
import { createTestBucket, type TestBucket } from './bucket.ts';
import { putObject } from './source-tasks.ts';

const S3 = 'io.confluent.connect.s3';
const BYTES = 'org.apache.kafka.connect.converters.ByteArrayConverter';
const s3 = inject('s3');

const { bootstrapServers } = inject('kafka');
const configs = publishedConfigs(bootstrapServers);
let bucket: TestBucket;

beforeEach(async () => {
  bucket = await createTestBucket();
});

const credentials = () => ({
  'aws.access.key.id': s3.accessKeyId,
  'aws.secret.access.key': s3.secretAccessKey,
});
const at = () => ({
  ...credentials(),
  's3.bucket.name': bucket.name,
  's3.region': s3.region,
  'store.url': s3.endpoint,
});

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

const structs = (topic: string, count: number) =>
  numbers(count).map((n) => ({ topic, value: withSchema({ f1: 'string' }, { f1: `${topic} ${n}` }) }));

const readAvro = (bytes: Buffer): Promise<readonly unknown[]> =>
  new Promise((resolve, reject) => {
    const values: unknown[] = [];
    const decoder = new avro.streams.BlockDecoder();
    decoder
      .on('data', (value: unknown) => values.push(value))
      .on('error', reject)
      .on('end', () => resolve(values))
      .end(bytes);
  });

/** The first keys of the bucket once there are so many, but those of files that are still being written. */
const written = async (config: Config, at: Config, count: number): Promise<readonly string[]> => {
  const finished = async () => (await bucket.keys()).filter((key) => !key.startsWith('+tmp/'));
  // Files do not wait for more records in a test.
  const name = await configs.paste(config, { ...at, 'event.source.batching.window.ms': '100' });
  await configs.expectSoon(name, async () => expect((await finished()).length).toBeGreaterThanOrEqual(count));
  return (await finished()).slice(0, count);
};

const read = async (config: Config, topic: string, count: number) => {
  configs.cleanUp(topic);
  const records = () => readTopic(bootstrapServers, topic);
  const name = await configs.paste(config, at());
  await configs.expectSoon(name, async () => expect((await records()).length).toBeGreaterThanOrEqual(count));
  return (await records()).map(({ value }) => value ?? '');
};

/** What the backup and the restore of the same users share. */
const backup = {
  'topics.dir': 'backup',
  's3.region': 'us-east-1',
  's3.bucket.name': 'bucket',
  'tasks.max': '1',
  'format.class': `${S3}.format.avro.AvroFormat`,
};

describe('published configurations of Confluent', () => {
  test('the quick start of the sink', async () => {
    const published = {
      name: 's3-sink',
      'connector.class': `${S3}.S3SinkConnector`,
      'tasks.max': '1',
      topics: 's3_topic',
      's3.region': 'us-west-2',
      's3.bucket.name': 'confluent-kafka-connect-s3-testing',
      's3.part.size': '5242880',
      'flush.size': '3',
      'storage.class': `${S3}.storage.S3Storage`,
      'format.class': `${S3}.format.avro.AvroFormat`,
      'partitioner.class': 'io.confluent.connect.storage.partitioner.DefaultPartitioner',
      'schema.compatibility': 'NONE',
    };
    await configs.produce(structs('s3_topic', 9));
    const keys = await written(published, at(), 3);
    expect(keys).toEqual([0, 3, 6].map((start) => `topics/s3_topic/partition=0/s3_topic+0+000000000${start}.avro`));
    expect(await readAvro(await bucket.read(keys[0] ?? ''))).toEqual(
      numbers(3).map((n) => expect.objectContaining({ f1: `s3_topic ${n}` })),
    );
  });

  test('backup and restore', async () => {
    const sink = {
      ...backup,
      'connector.class': `${S3}.S3SinkConnector`,
      topics: 's3-topic',
      's3.part.size': '5242880',
      'flush.size': '3',
      'storage.class': `${S3}.storage.S3Storage`,
      'partitioner.class': 'io.confluent.connect.storage.partitioner.DefaultPartitioner',
      'schema.compatibility': 'NONE',
      'errors.tolerance': 'all',
      'errors.log.enable': 'true',
      'errors.log.include.messages': 'true',
    };
    const source = {
      ...backup,
      'connector.class': `${S3}.source.S3SourceConnector`,
      'confluent.license': '',
      'confluent.topic.bootstrap.servers': 'broker:9092',
      'confluent.topic.replication.factor': '1',
      transforms: 'AddPrefix',
      'transforms.AddPrefix.type': 'org.apache.kafka.connect.transforms.RegexRouter',
      'transforms.AddPrefix.regex': '.*',
      'transforms.AddPrefix.replacement': 'copy_of_$0',
    };
    const sent = structs('s3-topic', 6);
    await configs.produce(sent);
    await written(sink, at(), 2);
    const restored = await read(source, 'copy_of_s3-topic', 6);
    expect(restored.map((value) => JSON.parse(value).payload)).toEqual(
      sent.map(({ value }) => JSON.parse(value).payload),
    );
  });

  test('the generalized source', async () => {
    const published = {
      'tasks.max': '1',
      'connector.class': `${S3}.source.S3SourceConnector`,
      's3.region': 'us-east-1',
      's3.bucket.name': 'bucket',
      'format.class': `${S3}.format.json.JsonFormat`,
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter.schemas.enable': 'false',
      'confluent.license': '',
      mode: 'GENERIC',
      'topics.dir': 'quickstart',
      'topic.regex.list': 'quick-start-topic:.*',
      'confluent.topic.bootstrap.servers': 'broker:9092',
      'confluent.topic.replication.factor': '1',
      'errors.tolerance': 'all',
      'errors.log.enable': 'true',
      'errors.log.include.messages': 'true',
    };
    await putObject(bucket, 'quickstart/generic.json', '{"f1":"generic 1"}\n{"f1":"generic 2"}\n');
    const values = await read(published, 'quick-start-topic', 2);
    expect(values).toEqual(['{"f1":"generic 1"}', '{"f1":"generic 2"}']);
  });
});

describe('published configurations of Aiven', () => {
  test("Confluent's sink with Aiven's credentials", async () => {
    const published = {
      name: 's3_sink',
      topics: 'pupils',
      'connector.class': `${S3}.S3SinkConnector`,
      'key.converter': BYTES,
      'value.converter': BYTES,
      'format.class': `${S3}.format.bytearray.ByteArrayFormat`,
      'flush.size': '10',
      's3.bucket.name': 'my-test-bucket',
      's3.region': 'eu-central-1',
      's3.credentials.provider.class': 'io.aiven.kafka.connect.util.AivenAWSCredentialsProvider',
      'storage.class': `${S3}.storage.S3Storage`,
      's3.credentials.provider.secret_access_key': 'hELuXXXXXXXXXXXXXXXXXXXXXXXXXX',
      's3.credentials.provider.access_key_id': 'AKIAXXXXXXXXXX',
    };
    await configs.produce(numbers(10).map((n) => ({ topic: 'pupils', value: `pupil ${n}` })));
    const keys = await written(
      published,
      {
        's3.bucket.name': bucket.name,
        's3.region': s3.region,
        'store.url': s3.endpoint,
        's3.credentials.provider.access_key_id': s3.accessKeyId,
        's3.credentials.provider.secret_access_key': s3.secretAccessKey,
      },
      1,
    );
    expect(keys).toEqual(['topics/pupils/partition=0/pupils+0+0000000000.bin']);
    const lines = String(await bucket.read(keys[0] ?? '')).trim();
    expect(lines.split('\n')).toEqual(numbers(10).map((n) => `pupil ${n}`));
  });

  const aivenAt = () => ({
    ...credentials(),
    'aws.s3.bucket.name': bucket.name,
    'aws.s3.region': s3.region,
    'aws.s3.endpoint': s3.endpoint,
    // The original ends files whenever its worker commits offsets, each minute by default.
    'rotate.interval.ms': '1000',
  });

  test('its own sink', async () => {
    const published = {
      name: 'my_s3_sink',
      'connector.class': 'io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector',
      'tasks.max': '1',
      topics: 'students',
      'aws.access.key.id': 'AKIAXXXXXXXXXX',
      'aws.secret.access.key': 'hELuXXXXXXXXXXXXXXXXXXXXXXXXXX',
      'aws.s3.bucket.name': 'my-test-bucket',
      'aws.s3.region': 'eu-central-1',
      'key.converter': BYTES,
      'value.converter': BYTES,
    };
    await configs.produce(['Ada', 'Grace'].map((value) => ({ topic: 'students', value })));
    const [key = ''] = await written(published, aivenAt(), 1);
    expect(key).toBe('students-0-0.gz');
    // CSV of values, in base64, as this sink writes by default.
    const lines = gunzipSync(await bucket.read(key))
      .toString('utf8')
      .trim()
      .split('\n');
    expect(lines.map((line) => Buffer.from(line, 'base64').toString('utf8'))).toEqual(['Ada', 'Grace']);
  });

  test('its own sink, JSON with metadata', async () => {
    const published = {
      'connector.class': 'io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector',
      'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter.schemas.enable': 'false',
      'format.output.type': 'jsonl',
      topics: 'topic1,topic2',
      'aws.access.key.id': 'YOUR_AWS_KEY_ID',
      'aws.secret.access.key': 'YOUR_AWS_SECRET_ACCESS_KEY',
      'aws.s3.region': 'us-east-1',
      'file.name.template': 'dir1/dir2/{{topic}}-{{partition:padding=true}}-{{start_offset:padding=true}}.gz',
      'aws.s3.bucket.name': 'my-bucket',
      'format.output.fields': 'key,value,offset,timestamp',
      'format.output.envelope': 'true',
      'file.compression.type': 'gzip',
      'timestamp.timezone': 'Europe/Berlin',
    };
    await configs.produce([1, 2].map((n) => ({ topic: `topic${n}`, key: 'a', value: `{"n":${n}}` })));
    const keys = await written(published, aivenAt(), 2);
    expect(keys).toEqual([1, 2].map((n) => expect.stringMatching(`^dir1/dir2/topic${n}-0{10}-0{20}\\.gz$`)));
    expect(JSON.parse(gunzipSync(await bucket.read(keys[0] ?? '')).toString('utf8'))).toMatchObject({
      key: 'a',
      value: { n: 1 },
      offset: 0,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });
});
