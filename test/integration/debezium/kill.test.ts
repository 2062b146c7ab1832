import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { countEvents, readEvents } from '../../worker/read-events.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { MIXED_TABLES, writeMixed } from './mixed-writes.ts';
import { replay, tableDifferences, tableRows } from './replay.ts';
import { createSourceDatabase, type SourceDatabase } from './source-database.ts';

/** Changes that the kill tests move; 50,000 is the size that counts, CI takes fewer to stay quick. */
const CHANGES = Number(process.env.KILL_TEST_ROWS ?? 20_000);
const KILLS = 20;
const SEGMENT = Math.ceil(CHANGES / (KILLS + 1));
const TIMEOUT_MS = 400_000;

const { bootstrapServers } = inject('kafka');
let worker: WorkerProcess;
let database: SourceDatabase;

beforeEach(async () => {
  database = await createSourceDatabase(inject('postgres'));
  worker = await startWorkerProcess({
    'bootstrap.servers': bootstrapServers,
    'offset.flush.interval.ms': '200',
    'key.converter.schemas.enable': 'false',
    'value.converter.schemas.enable': 'false',
  });
});
afterEach(async () => {
  await worker?.remove();
  await database?.drop();
});

const isIncreasing = (numbers: readonly number[]): boolean =>
  numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));

describe(`Debezium's source, killed ${KILLS} times during ${CHANGES} changes`, () => {
  it('rebuilds every table, in order and with nothing missing', { timeout: TIMEOUT_MS }, async () => {
    const { client, config } = database;
    await client.query(MIXED_TABLES);
    const settings = config('kill', { 'table.include.list': 'public.items,public.pairs' });
    const prefix = settings['topic.prefix'] ?? '';
    const count = () => countEvents(bootstrapServers, prefix);
    await worker.client.create('kill', settings);
    await waitFor('the snapshot to begin', async () => (await count()) > 0);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = await count();
      const writing = writeMixed(client, kill * SEGMENT + 1, (kill + 1) * SEGMENT);
      await waitFor('records to move', async () => (await count()) > before);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
      await worker.kill();
      await writing;
      await worker.restart();
    }
    await writeMixed(client, KILLS * SEGMENT + 1, CHANGES);
    await client.query(`INSERT INTO items VALUES (0, nextval('versions'), 'the end')`);
    await waitFor('the end', async () =>
      (await readEvents(bootstrapServers, `${prefix}.public.items`)).some(({ value }) => value?.includes('the end')),
    );
    const items = await replay(bootstrapServers, `${prefix}.public.items`);
    const pairs = await replay(bootstrapServers, `${prefix}.public.pairs`);
    expect(tableDifferences(await tableRows(database, 'items', ['id']), items.rows)).toEqual([]);
    expect(tableDifferences(await tableRows(database, 'pairs', ['b', 'a']), pairs.rows)).toEqual([]);
    expect([isIncreasing(items.versions), isIncreasing(pairs.versions)]).toEqual([true, true]);
    const { rows: history } = await client.query<{ version: number }>('SELECT version FROM history');
    const told = new Set([...items.versions, ...pairs.versions]);
    expect(history.filter(({ version }) => !told.has(version)).slice(0, 10)).toEqual([]);
    console.info(
      `${CHANGES} changes, ${KILLS} kills: ${items.events + pairs.events} records, ${told.size} versions, each of ${history.length} there`,
    );
  });
});
