import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBucketView } from '../demo/arrived.ts';
import { type KafkaService, startKafka } from '../services/kafka.ts';
import { type CdkOptions, cdkBootstrap, cdkDeploy, cdkDestroy, type StackOutputs } from '../services/localstack/cdk.ts';
import { type LocalStackService, startLocalStack } from '../services/localstack.ts';
import { startPostgres } from '../services/postgres.ts';
import { createBucket } from '../services/s3/create-bucket.ts';
import type { SqlService } from '../services/sql-connection.ts';
import { type ConnectClient, createConnectClient } from '../worker/connect-client.ts';
import { createNumbersSource } from '../worker/numbers-source.ts';
import { countRecords } from '../worker/read-topic.ts';
import { waitFor } from '../worker/worker-process.ts';
import { type Clients, createClients, killFunction, whatRuns } from './world.ts';

const ROWS = Number(process.env.LOCALSTACK_TEST_ROWS ?? 20_000);
const WORKER = 'shop';
const BUCKET = 'numbers-archive';
const DECLARED = 'declared-users';

let kafka: KafkaService;
let postgres: SqlService;
let localstack: LocalStackService;
let clients: Clients;
let stack: CdkOptions;
let outputs: StackOutputs;
let connect: ConnectClient;
let numbers: Awaited<ReturnType<typeof createNumbersSource>>;

const functions = ['jdbc-source', 'datagen', 's3-sink'].map((plugin) => `${WORKER}_${plugin}`);

beforeAll(async () => {
  [kafka, postgres, localstack] = await Promise.all([
    startKafka(),
    startPostgres(),
    startLocalStack({ scheduleSpeedup: 20 }).then(async (started) => {
      await cdkBootstrap(started);
      return started;
    }),
  ]);
  clients = createClients(localstack);
  await createBucket(localstack, BUCKET);
  numbers = await createNumbersSource(postgres);
  await clients.secrets.send(
    new CreateSecretCommand({ Name: 'shop-db', SecretString: JSON.stringify({ password: postgres.password }) }),
  );
  stack = {
    localstack,
    app: 'node --import tsx infra/app.ts',
    stackName: `KafkaConnect-${WORKER}`,
    context: {
      workerName: WORKER,
      bootstrapServers: kafka.bootstrapServers,
      plugins: 'jdbc-source,datagen,s3-sink',
      retain: 'false',
      connectors: JSON.stringify({
        [DECLARED]: {
          'connector.class': 'DatagenConnector',
          'kafka.topic': DECLARED,
          quickstart: 'users',
          iterations: '500',
          'max.interval': '1',
        },
      }),
    },
  };
  outputs = await cdkDeploy(stack);
  connect = createConnectClient(outputs.RestApiUrl ?? '', {
    // LocalStack wants a signature to be there, and verifies none.
    authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/execute-api/aws4_request',
  });
}, 900_000);

afterAll(async () => {
  await numbers?.end();
  await Promise.all([localstack?.stop(), kafka?.stop(), postgres?.stop()]);
}, 60_000);

const isState = (name: string, state: string) =>
  waitFor(`${name} to be ${state}`, async () => {
    const { connector, tasks = [] } = await connect.status(name);
    return connector?.state === state && tasks.every((task) => task.state === state);
  });

it('lets nobody in without a signature', async () => {
  expect((await fetch(`${outputs.RestApiUrl}/connectors`)).status).toBe(403);
});

it('runs the connector that the stack declares', { timeout: 120_000 }, async () => {
  await waitFor('500 users', async () => (await countRecords(kafka.bootstrapServers, DECLARED)) >= 500);
});

it(`moves ${ROWS} rows from PostgreSQL through Kafka into S3, and a killed function costs none`, {
  timeout: 300_000,
}, async () => {
  await connect.create(
    'numbers-source',
    numbers.config({ 'connection.password': '${secretsmanager:shop-db:password}' }),
  );
  // The other way in: an item of the configs table, written by hand.
  await clients.dynamodb.send(
    new PutItemCommand({
      TableName: outputs.ConfigTable,
      Item: {
        connector: { S: 'numbers-archive' },
        item: { S: 'config' },
        config: {
          M: {
            'connector.class': { S: 'io.confluent.connect.s3.S3SinkConnector' },
            topics: { S: numbers.topic },
            's3.bucket.name': { S: BUCKET },
            's3.region': { S: localstack.region },
            'storage.class': { S: 'io.confluent.connect.s3.storage.S3Storage' },
            'format.class': { S: 'io.confluent.connect.s3.format.json.JsonFormat' },
            'flush.size': { N: '1000' },
            'event.source.batching.window.ms': { N: '500' },
            'value.converter': { S: 'org.apache.kafka.connect.json.JsonConverter' },
            'value.converter.schemas.enable': { BOOL: false },
          },
        },
      },
    }),
  );
  await numbers.insert(1, ROWS / 2);
  const count = () => countRecords(kafka.bootstrapServers, numbers.topic);
  await waitFor('rows to move', async () => (await count()) > 0, 120_000);
  expect(await killFunction(`${WORKER}_jdbc-source`)).toBeGreaterThan(0);
  await numbers.insert(ROWS / 2 + 1, ROWS);
  await waitFor(
    'all rows in Kafka',
    async () => new Set(await numbers.idsIn(kafka.bootstrapServers)).size === ROWS,
    180_000,
  );
  const view = createBucketView(localstack, BUCKET);
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
  await clients.dynamodb.send(
    new PutItemCommand({
      TableName: outputs.ConfigTable,
      Item: {
        connector: { S: 'wrong' },
        item: { S: 'config' },
        config: { M: { 'connector.class': { S: 'JdbcSource' }, 'tasks.max': { S: 'many' } } },
      },
    }),
  );
  const trace = await waitFor('the failure', async () => (await connect.status('wrong')).connector?.trace);
  expect(trace).toContain('Invalid value many for configuration tasks.max: Not a number of type INT');
});

it('pauses, resumes, alters offsets of and stops a source', { timeout: 120_000 }, async () => {
  const call = (method: string, path: string, body?: unknown) =>
    connect.call(method, `/connectors/numbers-source${path}`, body);
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
  const before = await countRecords(kafka.bootstrapServers, numbers.topic);
  expect((await call('PUT', '/resume')).status).toBe(202);
  await waitFor(
    'the last ten rows again',
    async () => (await countRecords(kafka.bootstrapServers, numbers.topic)) === before + 10,
  );
});

it('leaves no schedule, alias or mapping behind when connectors are deleted', { timeout: 120_000 }, async () => {
  const running = await whatRuns(clients, WORKER, functions);
  expect(running.schedules.length).toBeGreaterThanOrEqual(2);
  expect(running.mappings).toHaveLength(1);
  expect(running.aliases).toHaveLength(1);
  for (const name of ['numbers-source', 'numbers-archive', 'wrong', DECLARED])
    expect((await connect.call('DELETE', `/connectors/${name}`)).status).toBe(204);
  await waitFor('everything to be gone', async () => {
    const { schedules, aliases, mappings } = await whatRuns(clients, WORKER, functions);
    return [...schedules, ...aliases, ...mappings].length === 0;
  });
  expect((await connect.call('GET', '/connectors')).body).toEqual([]);
});

it('goes without a trace', { timeout: 120_000 }, async () => {
  await cdkDestroy(stack);
  await expect(whatRuns(clients, WORKER, functions)).rejects.toThrow();
});
