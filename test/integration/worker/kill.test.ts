import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { createPostgresDatabase } from '../../services/postgres/create-database.ts';
import { countRecords, readTopic } from '../../worker/read-topic.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';

/** Rows that the kill tests move; 100,000 is the size that counts, CI takes fewer to stay quick. */
const ROWS = Number(process.env.KILL_TEST_ROWS ?? 20_000);
const KILLS = 10;
const SEGMENT = Math.ceil(ROWS / (KILLS + 1));

const kafka = inject('kafka');
let worker: WorkerProcess | undefined;

afterEach(async () => {
  await worker?.remove();
  worker = undefined;
});

const setUp = async () => {
  const name = `kill_${randomUUID().replaceAll('-', '')}`;
  const database = await createPostgresDatabase(inject('postgres'), name);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('CREATE TABLE numbers (id bigserial PRIMARY KEY, text text)');
  const insert = (from: number, to: number) =>
    client.query(`INSERT INTO numbers SELECT i, 'row ' || i FROM generate_series($1::bigint, $2::bigint) i`, [
      from,
      to,
    ]);
  const topic = `${name}-numbers`;
  const source = (guarantee: string) => ({
    'connector.class': 'JdbcSource',
    'connection.url': database.jdbcUrl,
    'connection.user': database.user,
    'connection.password': database.password,
    mode: 'incrementing',
    'incrementing.column.name': 'id',
    'table.whitelist': 'numbers',
    'topic.prefix': `${name}-`,
    'poll.interval.ms': '20',
    'batch.max.rows': '200',
    'delivery.guarantee': guarantee,
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': 'false',
  });
  const idsIn = async (): Promise<readonly number[]> =>
    (await readTopic(kafka.bootstrapServers, topic)).map(({ value }) => JSON.parse(value ?? '{}').id);
  return { name, topic, insert, source, idsIn, end: () => client.end() };
};

/** Kills the worker in the middle of each segment of rows, at a random moment after it began to move. */
const moveThroughKills = async (
  running: WorkerProcess,
  topic: string,
  insert: (from: number, to: number) => Promise<unknown>,
): Promise<void> => {
  const count = () => countRecords(kafka.bootstrapServers, topic);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = await count();
    await insert(kill * SEGMENT + 1, (kill + 1) * SEGMENT);
    await waitFor('records to move', async () => (await count()) > before);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    await running.kill();
    await running.restart();
  }
  await insert(KILLS * SEGMENT + 1, ROWS);
};

describe(`a source killed ${KILLS} times while it copies ${ROWS} rows`, () => {
  it('loses no row under at-least-once', async () => {
    const { name, topic, insert, source, idsIn, end } = await setUp();
    worker = await startWorkerProcess({ 'bootstrap.servers': kafka.bootstrapServers });
    await worker.client.create(name, source('at_least_once'));
    await moveThroughKills(worker, topic, insert);
    await waitFor('all rows', async () => new Set(await idsIn()).size === ROWS);
    const ids = await idsIn();
    expect(new Set(ids).size).toBe(ROWS);
    console.info(`at-least-once: ${ROWS} rows, ${KILLS} kills, ${ids.length - ROWS} repeated`);
    await end();
  });

  it('repeats no row under at-most-once', async () => {
    const { name, topic, insert, source, idsIn, end } = await setUp();
    worker = await startWorkerProcess({ 'bootstrap.servers': kafka.bootstrapServers });
    await worker.client.create(name, source('at_most_once'));
    await moveThroughKills(worker, topic, insert);
    await waitFor('the last row', async () => (await idsIn()).includes(ROWS));
    const ids = await idsIn();
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted((a, b) => a - b)).toEqual(ids);
    console.info(`at-most-once: ${ROWS} rows, ${KILLS} kills, ${ROWS - ids.length} left out`);
    await end();
  });
});
