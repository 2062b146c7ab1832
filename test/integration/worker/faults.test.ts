import { afterEach, expect, inject, it } from 'vitest';
import { type KafkaService, startKafka } from '../../services/kafka.ts';
import { createOwnTables, credentials, tableProperties } from '../../worker/dynamodb-tables.ts';
import { createNumbersSource } from '../../worker/numbers-source.ts';
import { countRecords } from '../../worker/read-topic.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';

const ROWS = 20_000;
const TIMEOUT_MS = 240_000;
const cleanups: Array<() => Promise<unknown>> = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const startedWorker = async (
  properties: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<WorkerProcess> => {
  const worker = await startWorkerProcess(properties, { env });
  cleanups.push(worker.remove);
  return worker;
};

it('a broker that restarts in the middle of a run loses nothing', { timeout: TIMEOUT_MS }, async () => {
  const broker: KafkaService = await startKafka({ autoCreateTopics: true });
  cleanups.push(broker.stop);
  const { bootstrapServers } = broker;
  const { name, topic, insert, config, idsIn, end } = await createNumbersSource(inject('postgres'));
  cleanups.push(end);
  const worker = await startedWorker({ 'bootstrap.servers': bootstrapServers });
  await worker.client.create(name, config());
  for (let restart = 0; restart < 2; restart += 1) {
    const half = ROWS / 2;
    const before = await countRecords(bootstrapServers, topic);
    await insert(restart * half + 1, (restart + 1) * half);
    await waitFor('records to move', async () => (await countRecords(bootstrapServers, topic)) > before);
    await broker.kill();
    await broker.restart();
  }
  const ids = await waitFor(
    'all rows',
    async () => {
      const all = await idsIn(bootstrapServers);
      return new Set(all).size === ROWS && all;
    },
    120_000,
  );
  expect(new Set(ids).size).toBe(ROWS);
  expect((await worker.client.status(name)).tasks?.[0]?.state).toBe('RUNNING');
});

it('two workers on the same DynamoDB tables run each task once, and one goes on for the other', {
  timeout: TIMEOUT_MS,
}, async () => {
  const dynamodb = inject('dynamodb');
  const { bootstrapServers } = inject('kafka');
  const env = credentials(dynamodb);
  const tables = await createOwnTables(dynamodb);
  const properties = { 'bootstrap.servers': bootstrapServers, ...tableProperties(dynamodb, tables) };
  const { name, insert, config, idsIn, end } = await createNumbersSource(inject('postgres'));
  cleanups.push(end);
  const [first, second] = await Promise.all([startedWorker(properties, env), startedWorker(properties, env)]);
  await insert(1, ROWS / 2);
  await first.client.create(name, config());
  await waitFor('the first half', async () => (await idsIn(bootstrapServers)).length >= ROWS / 2);
  expect((await idsIn(bootstrapServers)).length).toBe(ROWS / 2);

  await first.kill();
  await insert(ROWS / 2 + 1, ROWS);
  await waitFor('the second half', async () => new Set(await idsIn(bootstrapServers)).size === ROWS);
  expect((await second.client.status(name)).connector?.state).toBe('RUNNING');
});
