import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBucketView } from '../demo/arrived.ts';
import { cdkDestroy } from '../services/localstack/cdk.ts';
import { createNumbersSource } from '../worker/numbers-source.ts';
import { countRecords } from '../worker/read-topic.ts';
import { waitFor } from '../worker/worker-process.ts';
import { type Cloud, type DeployedWorker, startCloud } from './deployed-worker.ts';
import { hangUntilTimedOut, killFunction, whatRuns } from './world.ts';

const ROWS = Number(process.env.LOCALSTACK_TEST_ROWS ?? 20_000);
const WORKER = 'shop';
const SECOND_WORKER = 'shop-2';
const DECLARED = 'declared-users';
const SINK_TIMEOUT_S = 15;

let cloud: Cloud;
let worker: DeployedWorker;
let numbers: Awaited<ReturnType<typeof createNumbersSource>>;

const functions = ['jdbc-source', 'datagen', 's3-sink'].map((plugin) => `${WORKER}_${plugin}`);

/** 500 users, made up. */
const users = (topic: string) => ({
  [topic]: {
    'connector.class': 'DatagenConnector',
    'kafka.topic': topic,
    quickstart: 'users',
    iterations: '500',
    'max.interval': '1',
  },
});

const haveUsers = (topic: string) =>
  waitFor('500 users', async () => (await countRecords(cloud.kafka.bootstrapServers, topic)) >= 500);

beforeAll(async () => {
  cloud = await startCloud();
  numbers = await createNumbersSource(cloud.postgres);
  worker = await cloud.deploy({
    workerName: WORKER,
    plugins: ['jdbc-source', 'datagen', 's3-sink'],
    connectors: users(DECLARED),
  });
}, 900_000);

afterAll(async () => {
  await numbers?.end();
  await cloud?.stop();
}, 60_000);

const isState = (name: string, state: string) =>
  waitFor(`${name} to be ${state}`, async () => {
    const { connector, tasks = [] } = await worker.connect.status(name);
    return connector?.state === state && tasks.every((task) => task.state === state);
  });

it('lets nobody in without a signature', async () => {
  expect((await fetch(`${worker.outputs.RestApiUrl}/connectors`)).status).toBe(403);
});

it('runs the connector that the stack declares', { timeout: 120_000 }, async () => {
  await haveUsers(DECLARED);
});

it(`moves ${ROWS} rows from PostgreSQL through Kafka into S3; a killed run and one timed out cost none`, {
  timeout: 300_000,
}, async () => {
  const sinkFunction = { FunctionName: `${WORKER}_s3-sink`, Timeout: SINK_TIMEOUT_S };
  await cloud.clients.lambda.send(new UpdateFunctionConfigurationCommand(sinkFunction));
  await worker.connect.create(
    'numbers-source',
    numbers.config({ 'connection.password': '${secretsmanager:shop-db:password}' }),
  );
  // The other way in: an item of the configs table, written by hand.
  await cloud.clients.dynamodb.send(
    new PutItemCommand({
      TableName: worker.outputs.ConfigTable,
      Item: {
        connector: { S: 'numbers-archive' },
        item: { S: 'config' },
        config: {
          M: {
            'connector.class': { S: 'io.confluent.connect.s3.S3SinkConnector' },
            topics: { S: numbers.topic },
            's3.bucket.name': { S: cloud.bucket },
            's3.region': { S: cloud.localstack.region },
            'storage.class': { S: 'io.confluent.connect.s3.storage.S3Storage' },
            'format.class': { S: 'io.confluent.connect.s3.format.json.JsonFormat' },
            'flush.size': { N: '1000' },
            'files.span.batches': { BOOL: false },
            'event.source.batching.window.ms': { N: '500' },
            'value.converter': { S: 'org.apache.kafka.connect.json.JsonConverter' },
            'value.converter.schemas.enable': { BOOL: false },
          },
        },
      },
    }),
  );
  await numbers.insert(1, ROWS / 2);
  const count = () => countRecords(cloud.kafka.bootstrapServers, numbers.topic);
  await waitFor('rows to move', async () => (await count()) > 0, 120_000);
  expect(await killFunction(`${WORKER}_jdbc-source`)).toBeGreaterThan(0);
  await numbers.insert(ROWS / 2 + 1, ROWS);
  await hangUntilTimedOut(sinkFunction.FunctionName);
  await waitFor(
    'all rows in Kafka',
    async () => new Set(await numbers.idsIn(cloud.kafka.bootstrapServers)).size === ROWS,
    180_000,
  );
  const view = createBucketView(cloud.localstack, cloud.bucket);
  const idsInS3 = async (): Promise<readonly number[]> => {
    const texts = await Promise.all((await view.keys()).map(view.text));
    return texts.flatMap((text) =>
      text
        .split('\n')
        .filter(Boolean)
        .map((line): number => JSON.parse(line).id),
    );
  };
  await waitFor('all rows in S3', async () => new Set(await idsInS3()).size === ROWS, 120_000);
  view.close();
  await isState('numbers-source', 'RUNNING');
  await isState('numbers-archive', 'RUNNING');
});

it('shows a configuration that was written by hand and is wrong as FAILED, with the message', async () => {
  await cloud.clients.dynamodb.send(
    new PutItemCommand({
      TableName: worker.outputs.ConfigTable,
      Item: {
        connector: { S: 'wrong' },
        item: { S: 'config' },
        config: { M: { 'connector.class': { S: 'JdbcSource' }, 'tasks.max': { S: 'many' } } },
      },
    }),
  );
  const trace = await waitFor('the failure', async () => (await worker.connect.status('wrong')).connector?.trace);
  expect(trace).toContain('Invalid value many for configuration tasks.max: Not a number of type INT');
});

it('pauses, resumes, alters offsets of and stops a source', { timeout: 120_000 }, async () => {
  const call = (method: string, path: string, body?: unknown) =>
    worker.connect.call(method, `/connectors/numbers-source${path}`, body);
  expect((await call('PUT', '/pause')).status).toBe(202);
  await isState('numbers-source', 'PAUSED');
  expect((await call('PUT', '/resume')).status).toBe(202);
  await isState('numbers-source', 'RUNNING');
  expect((await call('PUT', '/stop')).status).toBe(204);
  await isState('numbers-source', 'STOPPED');
  const offsets = await waitFor('the stored offset', async () => {
    const { body } = await call('GET', '/offsets');
    return JSON.stringify(body).includes(`"incrementing":${ROWS}`) && body;
  });
  const { offsets: [first] = [] } = offsets as { offsets: readonly { readonly partition: unknown }[] };
  const altered = { offsets: [{ partition: first?.partition, offset: { incrementing: ROWS - 10 } }] };
  await waitFor('the change of offsets', async () => (await call('PATCH', '/offsets', altered)).status === 200);
  const before = await countRecords(cloud.kafka.bootstrapServers, numbers.topic);
  expect((await call('PUT', '/resume')).status).toBe(202);
  await waitFor(
    'the last ten rows again',
    async () => (await countRecords(cloud.kafka.bootstrapServers, numbers.topic)) === before + 10,
  );
});

it('has a second worker beside it, which is none of its business', { timeout: 180_000 }, async () => {
  const before = await whatRuns(cloud.clients, WORKER, functions);
  const topic = 'second-users';
  const second = await cloud.deploy({ workerName: SECOND_WORKER, plugins: ['datagen'], connectors: users(topic) });
  await haveUsers(topic);
  expect((await worker.connect.call('GET', '/connectors')).body).not.toContain(topic);
  expect((await second.connect.call('GET', '/connectors')).body).toEqual([topic]);
  expect(await whatRuns(cloud.clients, WORKER, functions)).toEqual(before);
});

it('leaves no schedule, alias or mapping behind when connectors are deleted', { timeout: 120_000 }, async () => {
  const running = await whatRuns(cloud.clients, WORKER, functions);
  expect(running.schedules.length).toBeGreaterThanOrEqual(2);
  expect(running.mappings).toHaveLength(1);
  expect(running.aliases).toHaveLength(1);
  for (const name of ['numbers-source', 'numbers-archive', 'wrong', DECLARED])
    expect((await worker.connect.call('DELETE', `/connectors/${name}`)).status).toBe(204);
  await waitFor('everything to be gone', async () => {
    const { schedules, aliases, mappings } = await whatRuns(cloud.clients, WORKER, functions);
    return [...schedules, ...aliases, ...mappings].length === 0;
  });
  expect((await worker.connect.call('GET', '/connectors')).body).toEqual([]);
});

it('goes without a trace, and leaves the second worker alone', { timeout: 120_000 }, async () => {
  await cdkDestroy(worker.stack);
  await expect(whatRuns(cloud.clients, WORKER, functions)).rejects.toThrow();
  const { schedules } = await whatRuns(cloud.clients, SECOND_WORKER, []);
  expect(schedules).toHaveLength(1);
});
