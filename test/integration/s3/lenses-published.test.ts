import { beforeEach, expect, inject, test } from 'vitest';
import { INT32_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { type Config, publishedConfigs } from '../../worker/published-configs.ts';
import { readTopic } from '../../worker/read-topic.ts';
import { createTestBucket, sinkRecord, type TestBucket } from './bucket.ts';
import { deliverLenses, lensesConfig } from './lenses-tasks.ts';
import { putObject } from './source-tasks.ts';

const SINK = 'io.lenses.streamreactor.connect.aws.s3.sink.S3SinkConnector';
const SOURCE = 'io.lenses.streamreactor.connect.aws.s3.source.S3SourceConnector';
const STRING = 'org.apache.kafka.connect.storage.StringConverter';
const JSON_CONVERTER = 'org.apache.kafka.connect.json.JsonConverter';

const { bootstrapServers } = inject('kafka');
const configs = publishedConfigs(bootstrapServers);
let bucket: TestBucket;

beforeEach(async () => {
  bucket = await createTestBucket();
});

/** With the bucket of the test, its endpoint and its credentials. */
const paste = (config: Config, published: string): Promise<string> =>
  configs.paste(config, {
    ...lensesConfig(bucket),
    'connect.s3.kcql': (config['connect.s3.kcql'] ?? '').replace(published, bucket.name),
    ...(config['connector.class'] === SINK ? { 'event.source.batching.window.ms': '100' } : {}),
  });

const keysUnder = async (prefix: string) => (await bucket.keys()).filter((key) => key.startsWith(prefix));
const linesOf = async (key: string) =>
  String(await bucket.read(key))
    .trim()
    .split('\n');

const received = async (connector: string, topic: string, count: number) => {
  const records = () => readTopic(bootstrapServers, topic);
  await configs.expectSoon(connector, async () => expect((await records()).length).toBeGreaterThanOrEqual(count));
  return records();
};

test('the sinks', async () => {
  // Lenses' documentation of today; its file ends after 30 seconds.
  const current = {
    'connector.class': SINK,
    'connect.s3.kcql':
      "insert into lensesio:demo select * from demo PARTITIONBY _value.ts STOREAS `JSON` PROPERTIES ('flush.size'=1000000, 'flush.interval'=30, 'flush.count'=5000)",
    topics: 'demo',
    name: 'demo',
  };
  // Lenses' documentation of 5.2, with names for its variables.
  const older = {
    name: 'S3SinkConnectorS3',
    'connector.class': SINK,
    topics: 'lenses_topic',
    'tasks.max': '1',
    'connect.s3.kcql':
      'insert into my_bucket:my_prefix select * from lenses_topic STOREAS `json` WITH_FLUSH_COUNT = 5000',
    'connect.s3.aws.region': 'eu-west-1',
    'connect.s3.aws.access.key': 'ACCESS_KEY',
    'connect.s3.aws.secret.key': 'SECRET_KEY',
    'connect.s3.aws.auth.mode': 'Credentials',
  };
  // The tutorial of MSK Connect; what it gathers for an hour is in pieces.
  const msk = {
    'connector.class': SINK,
    'key.converter.schemas.enable': 'false',
    'connect.s3.kcql': 'INSERT INTO mkc-tutorial-destination-bucket:tutorial SELECT * FROM mkc-tutorial-topic',
    'aws.region': 'us-east-1',
    'tasks.max': '2',
    topics: 'mkc-tutorial-topic',
    'schema.enable': 'false',
    'value.converter': STRING,
    'errors.log.enable': 'true',
    'key.converter': STRING,
  };
  // A data lake of Cevo.
  const cevo = {
    'connector.class': SINK,
    'tasks.max': '1',
    'connect.s3.kcql':
      'INSERT INTO data-lake-demo-cevo:cdc-events SELECT * FROM msk.datalake.cdc_events PARTITIONBY customer_id,order_id STOREAS `json` WITH_FLUSH_INTERVAL = 60 WITH_FLUSH_COUNT = 50',
    'aws.region': 'ap-southeast-2',
    'aws.custom.endpoint': 'https://s3.ap-southeast-2.amazonaws.com/',
    topics: 'msk.datalake.cdc_events',
    'key.converter.schemas.enable': 'false',
    'schema.enable': 'false',
    'errors.log.enable': 'true',
    'key.converter': JSON_CONVERTER,
    'value.converter': JSON_CONVERTER,
  };
  const schemaless = { 'value.converter': JSON_CONVERTER, 'value.converter.schemas.enable': 'false' };
  const event = (n: number) =>
    JSON.stringify({
      schema: {
        type: 'struct',
        fields: ['customer_id', 'order_id'].map((field) => ({ field, type: 'int32' })),
      },
      payload: { customer_id: n % 2, order_id: 7 },
    });
  await configs.produce([
    { topic: 'demo', value: '{"ts":"2024","n":1}' },
    { topic: 'mkc-tutorial-topic', value: 'hello' },
    ...Array.from({ length: 5000 }, (_, n) => ({ topic: 'lenses_topic', value: `{"n":${n}}` })),
    ...Array.from({ length: 50 }, (_, n) => ({ topic: 'msk.datalake.cdc_events', value: event(n) })),
  ]);
  const names = [
    await paste({ ...current, ...schemaless }, 'lensesio'),
    await paste({ ...older, ...schemaless }, 'my_bucket'),
    await paste(msk, 'mkc-tutorial-destination-bucket'),
    await paste(cevo, 'data-lake-demo-cevo'),
  ] as const;
  await configs.expectSoon(names[1], async () => expect(await keysUnder('my_prefix/lenses_topic/')).toHaveLength(1));
  const [whole = ''] = await keysUnder('my_prefix/lenses_topic/');
  expect(whole).toMatch(/^my_prefix\/lenses_topic\/0\/000000004999_\d+_\d+\.json$/);
  expect(await linesOf(whole)).toHaveLength(5000);

  await configs.expectSoon(names[3], async () => expect(await keysUnder('cdc-events/customer_id=')).toHaveLength(2));
  expect(await keysUnder('cdc-events/customer_id=')).toEqual([
    'cdc-events/customer_id=0/order_id=7/msk.datalake.cdc_events(0_000000000048).json',
    'cdc-events/customer_id=1/order_id=7/msk.datalake.cdc_events(0_000000000049).json',
  ]);

  await configs.expectSoon(names[2], async () => expect(await keysUnder('tutorial/.indexes/')).toHaveLength(1));
  const [piece = ''] = await keysUnder('tutorial/.indexes/');
  expect(await linesOf(piece)).toEqual(['"hello"']);

  const file = 'demo/ts=2024/demo(0_000000000000).json';
  await configs.expectSoon(names[0], async () => expect(await bucket.keys()).toContain(file));
  expect(await linesOf(file)).toEqual(['{"ts":"2024","n":1}']);
});

test('the sources', async () => {
  const credentials = {
    'connect.s3.aws.region': 'eu-west-2',
    'connect.s3.aws.secret.key': 'SECRET_KEY',
    'connect.s3.aws.access.key': 'ACCESS_KEY',
    'connect.s3.aws.auth.mode': 'Credentials',
  };
  // Lenses' documentation of today, with names for its variables.
  const parquet = {
    name: 'aws-s3SourceConnectorParquet',
    'connector.class': SOURCE,
    'tasks.max': '1',
    'connect.s3.kcql': 'insert into from_parquet select * from my_bucket:rows STOREAS `parquet`',
    ...credentials,
  };
  // Its examples of 5.4.
  const envelope = {
    'connector.class': SOURCE,
    'tasks.max': '4',
    'connect.s3.error.policy': 'THROW',
    'connect.s3.partition.search.recurse.levels': '0',
    'connect.partition.search.continuous': 'true',
    'connect.s3.source.partition.extractor.type': 'hierarchical',
    'connect.s3.kcql':
      "insert into food-restored select * from YOUR_BUCKET:YOUR_PREFIX BATCH=2000 STOREAS `JSON` LIMIT 10000 PROPERTIES('store.envelope'=true)",
    name: 'aws-s3SourceEnvelope',
    'value.converter': STRING,
    'errors.log.enable': 'true',
    'key.converter': STRING,
    ...credentials,
  };
  // A project of Maxcotec.
  const users = {
    name: 'S3SourceKafkaConnector',
    'connector.class': SOURCE,
    'value.converter': STRING,
    topics: 'lenses_users',
    'tasks.max': '1',
    'connect.s3.kcql': 'insert into lenses_users select * from my_bucket:users STOREAS `json`',
    'connect.s3.aws.auth.mode': 'Credentials',
    'connect.s3.aws.access.key': '$AWS_IAM_USER_ACCESS_KEY',
    'connect.s3.aws.secret.key': '$AWS_IAM_USER_SECRET_KEY',
    'connect.s3.aws.region': '$AWS_REGION',
  };
  configs.cleanUp('from_parquet', 'food-restored', 'lenses_users');
  const row = structSchema([['n', INT32_SCHEMA]]);
  const struct = sinkRecord(0, new Struct(row, [5]), { valueSchema: row });
  await deliverLenses(
    bucket,
    "INSERT INTO BUCKET:rows SELECT * FROM orders STOREAS `PARQUET` PROPERTIES('flush.count'=1)",
    [struct],
  );
  const food = sinkRecord(0, 'apple', { valueSchema: STRING_SCHEMA, keySchema: STRING_SCHEMA, key: 'fruit' });
  await deliverLenses(
    bucket,
    "INSERT INTO BUCKET:YOUR_PREFIX SELECT * FROM orders STOREAS `JSON` PROPERTIES('flush.count'=1, 'store.envelope'=true)",
    [food],
  );
  await putObject(bucket, 'users/1.json', '{"user":1}\n{"user":2}\n');
  const names = [
    await paste(parquet, 'my_bucket'),
    await paste(envelope, 'YOUR_BUCKET'),
    await paste(users, 'my_bucket'),
  ] as const;
  const [fromParquet] = await received(names[0], 'from_parquet', 1);
  expect(JSON.parse(fromParquet?.value ?? '')).toMatchObject({ payload: { n: 5 } });
  expect(await received(names[1], 'food-restored', 1)).toMatchObject([{ key: 'fruit', value: 'apple' }]);
  expect((await received(names[2], 'lenses_users', 2)).map(({ value }) => value)).toEqual(['{"user":1}', '{"user":2}']);
});
