import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest';
import { aivenS3Source } from '../../../lib/connectors/object-storage/aiven-s3-source/connector.ts';
import { startSts } from '../../services/sts-stub.ts';
import { type Config, publishedConfigs } from '../../worker/published-configs.ts';
import { readTopic } from '../../worker/read-topic.ts';
import { aivenConnection } from './aiven-source-tasks.ts';
import { createTestBucket, type TestBucket } from './bucket.ts';
import { putObject } from './source-tasks.ts';

const SINK = 'io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector';
const SOURCE = 'io.aiven.kafka.connect.s3.source.S3SourceConnector';
const BYTES = 'org.apache.kafka.connect.converters.ByteArrayConverter';

const { bootstrapServers } = inject('kafka');
const configs = publishedConfigs(bootstrapServers);
let bucket: TestBucket;

beforeEach(async () => {
  bucket = await createTestBucket();
});

/** What files hold once there is one of each name; a minute of the original's is cut short. */
const written = async (config: Config, more: Config, keys: readonly string[]): Promise<readonly string[]> => {
  const changes = { ...more, 'rotate.interval.ms': '200', 'event.source.batching.window.ms': '100' };
  const name = await configs.paste(config, changes);
  const finished = async () => (await bucket.keys()).filter((key) => !key.includes('+tmp/'));
  await configs.expectSoon(name, async () => expect(await finished()).toEqual(keys));
  return Promise.all(keys.map(async (key) => gunzipSync(await bucket.read(key)).toString()));
};

const read = async (config: Config, topic: string, count: number) => {
  configs.cleanUp(topic);
  const name = await configs.paste(config, aivenConnection(bucket));
  const records = () => readTopic(bootstrapServers, topic);
  await configs.expectSoon(name, async () => expect((await records()).length).toBeGreaterThanOrEqual(count));
  return records();
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe("published configurations of Aiven's sink", () => {
  test.each([
    ['the template', 's3_sink', 'my-topic', 'my-bucket'],
    ['the example', 'my_s3_sink', 'students', 'my-test-bucket'],
  ])('%s of the documentation', async (_what, name, topic, bucketName) => {
    const published = {
      name,
      'connector.class': SINK,
      'tasks.max': '1',
      topics: topic,
      'aws.access.key.id': 'AKIAXXXXXXXXXX',
      'aws.secret.access.key': 'XXXXXXXXXXXXXXXXXXXXXXXXXXXX',
      'aws.s3.bucket.name': bucketName,
      'aws.s3.region': 'eu-central-1',
      'key.converter': BYTES,
      'value.converter': BYTES,
    };
    await configs.produce(['one', 'two'].map((value) => ({ topic, value })));
    const texts = await written(published, aivenConnection(bucket), [`${topic}-0-0.gz`]);
    expect(texts).toEqual([`${base64('one')}\n${base64('two')}`]);
  });

  test('the README, with its old names', async () => {
    const published = {
      aws_access_key_id: 'AKI...',
      aws_secret_access_key: 'SECRET_ACCESS_KEY',
      aws_s3_bucket: 'aiven-example',
      aws_s3_prefix: 'example-s3-sink/',
      aws_s3_region: 'us-east-1',
      'connector.class': SINK,
      'key.converter': BYTES,
      output_compression: 'gzip',
      output_fields: 'value,key,timestamp',
      'tasks.max': '1',
      topics: 'source_topic,another_topic',
      'value.converter': BYTES,
    };
    const at = aivenConnection(bucket);
    const old = {
      aws_access_key_id: at['aws.access.key.id'] ?? '',
      aws_secret_access_key: at['aws.secret.access.key'] ?? '',
      aws_s3_bucket: bucket.name,
      aws_s3_endpoint: at['aws.s3.endpoint'] ?? '',
    };
    await configs.produce(['source_topic', 'another_topic'].map((topic) => ({ topic, key: 'k', value: topic })));
    const keys = ['another_topic', 'source_topic'].map((topic) => `example-s3-sink/${topic}-0-00000000000000000000.gz`);
    const texts = await written(published, old, keys);
    expect(texts[0]).toMatch(new RegExp(`^${base64('another_topic')},${base64('k')},\\d{13}$`));
  });

  test('the README', async () => {
    const published = {
      'connector.class': SINK,
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
      'timestamp.source': 'wallclock',
    };
    await configs.produce(['topic1', 'topic2'].map((topic) => ({ topic, key: 'k', value: `{"t":"${topic}"}` })));
    const keys = ['topic1', 'topic2'].map((topic) => `dir1/dir2/${topic}-0000000000-00000000000000000000.gz`);
    const texts = await written(published, aivenConnection(bucket), keys);
    expect(JSON.parse(texts[1] ?? '')).toEqual({
      key: 'k',
      value: { t: 'topic2' },
      offset: 0,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
  });

  test('a role to assume, with the external id that it asks for', async () => {
    const published = {
      name: '<CONNECTOR_NAME>',
      'connector.class': SINK,
      'key.converter': BYTES,
      'value.converter': BYTES,
      topics: '<TOPIC_NAME>',
      'aws.sts.role.arn': '<AWS_ROLE_ARN>',
      'aws.sts.role.external.id': '<AWS_IAM_USER_EXTERNAL_ID>',
      'aws.sts.role.session.name': '<AWS_STS_SESSION_NAME>',
      'aws.sts.config.endpoint': '<AWS_STS_ENDPOINT>',
      'aws.s3.bucket.name': '<AWS_S3_BUCKET_NAME>',
      'aws.s3.region': '<AWS_S3_REGION>',
    };
    const sts = await startSts(() => ({ ...inject('s3'), expiration: new Date(Date.now() + 3_600_000) }));
    onTestFinished(() => sts.stop());
    const { 'aws.access.key.id': _id, 'aws.secret.access.key': _secret, ...place } = aivenConnection(bucket);
    // The store refuses what is signed with this one.
    const own = { 'aws.access.key.id': 'AKIDOWN', 'aws.secret.access.key': 'own' };
    const names = { name: 'assumed', topics: 'assumed', 'aws.sts.config.endpoint': sts.url };
    await configs.produce([{ topic: 'assumed', value: 'one' }]);
    const texts = await written(published, { ...place, ...own, ...names }, ['assumed-0-0.gz']);
    expect(texts).toEqual([base64('one')]);
    expect(sts.asked[0]).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: '<AWS_ROLE_ARN>',
      ExternalId: '<AWS_IAM_USER_EXTERNAL_ID>',
      RoleSessionName: '<AWS_STS_SESSION_NAME>',
    });
    expect(sts.signedBy[0]).toMatch(/^AKIDOWN\//);
  });
});

describe("published configurations of Aiven's source", () => {
  const put = () => putObject(bucket, 'optional/prefix/test-topic-0-1734445664111.txt', '{"n":1}\n{"n":2}\n');

  test('the template of the documentation', async () => {
    const published = {
      name: 'aiven-s3-source-connector',
      'connector.class': SOURCE,
      'aws.access.key.id': 'YOUR_AWS_ACCESS_KEY_ID',
      'aws.secret.access.key': 'YOUR_AWS_SECRET_ACCESS_KEY',
      'aws.s3.bucket.name': 'your-s3-bucket-name',
      'aws.s3.region': 'your-s3-region',
      'aws.s3.prefix': 'optional/prefix/',
      'aws.credentials.provider': 'software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain',
      topic: 'your-target-kafka-topic',
      'file.name.template': '{{topic}}-{{partition}}-{{start_offset}}',
      'tasks.max': '1',
      'poll.interval.ms': '10000',
      'error.tolerance': 'all',
      'input.format': 'jsonl',
      'file.compression.type': 'none',
      'timestamp.timezone': 'UTC',
      'timestamp.source': 'wallclock',
    };
    await put();
    const records = await read(published, 'your-target-kafka-topic', 2);
    // The worker's converter writes JSON with its schema, here none.
    expect(records.map(({ value }) => JSON.parse(value ?? ''))).toEqual(
      [1, 2].map((n) => ({ schema: null, payload: { n } })),
    );
  });

  test('the example of the documentation', async () => {
    const published = {
      name: 'aiven-s3-source-example',
      'connector.class': SOURCE,
      'tasks.max': '1',
      topic: 'test-topic',
      'aws.access.key.id': 'your-access-key-id',
      'aws.secret.access.key': 'your-secret-access-key',
      'aws.s3.bucket.name': 'my-s3-bucket',
      'aws.s3.region': 'us-west-1',
      'aws.s3.prefix': 'data-uploads/',
      'file.name.template': '{{topic}}-{{partition}}-{{start_offset}}',
      'poll.interval.ms': '10000',
      'file.compression.type': 'none',
      'timestamp.timezone': 'UTC',
      'timestamp.source': 'wallclock',
    };
    const text = 'x'.repeat(5000);
    await putObject(bucket, 'data-uploads/test-topic-0-1.txt', text);
    const records = await read(published, 'test-topic', 2);
    const chunks = records.map(({ value }) => Buffer.from(JSON.parse(value ?? '').payload, 'base64').toString());
    expect(chunks.map(({ length }) => length)).toEqual([4096, 904]);
    expect(chunks.join('')).toBe(text);
  });

  test('the README names another class and no template, so that it ran nowhere; with both it runs', async () => {
    const published = {
      'connector.class': SOURCE,
      'tasks.max': '1',
      'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'input.type': 'jsonl',
      topic: 'topic1',
      'aws.access.key.id': 'YOUR_AWS_KEY_ID',
      'aws.secret.access.key': 'YOUR_AWS_SECRET_ACCESS_KEY',
      'aws.s3.region': 'us-east-1',
      'aws.s3.bucket.name': 'my-bucket',
      'aws.s3.prefix': 'file-prefix',
      'errors.tolerance': 'none',
      'aws.s3.fetch.buffer.size': '1000',
    };
    expect(() => aivenS3Source.taskConfigs(published, 1)).toThrow(/file\.name\.template/);
    await putObject(bucket, 'file-prefix/1', '{"n":1}\n');
    const changes = { 'file.name.template': '.*', topic: 'topic1-read', 'value.converter': BYTES };
    const [record] = await read({ ...published, ...changes }, 'topic1-read', 1);
    // input.type is no key of the connector: the format is bytes.
    expect(record).toMatchObject({ value: '{"n":1}\n' });
  });
});
