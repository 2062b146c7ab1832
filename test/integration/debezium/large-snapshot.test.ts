import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { countEvents } from '../../worker/read-events.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { replay, tableDifferences, tableRows } from './replay.ts';
import { createSourceDatabase, type SourceDatabase } from './source-database.ts';

/** Rows of the snapshot; 1,000,000 is the size that counts, CI takes fewer to stay quick. */
const ROWS = Number(process.env.SNAPSHOT_TEST_ROWS ?? 100_000);
const RUNS = 5;
const TIMEOUT_MS = 600_000;
const MAX_MEMORY_MB = 256;

const { bootstrapServers } = inject('kafka');
let worker: WorkerProcess;
let database: SourceDatabase;

beforeEach(async () => {
  database = await createSourceDatabase(inject('postgres'));
  worker = await startWorkerProcess(
    {
      'bootstrap.servers': bootstrapServers,
      'offset.flush.interval.ms': '200',
      'key.converter.schemas.enable': 'false',
      'value.converter.schemas.enable': 'false',
    },
    { nodeArgs: ['--max-old-space-size=128'] },
  );
});
afterEach(async () => {
  await worker?.remove();
  await database?.drop();
});

/** Changes rows all over the table, keys included, until told to end; some rows just before and behind where the snapshot is. */
const keepWriting = (url: string) => {
  let isOver = false;
  const writing = (async () => {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const anyRow = () => 1 + Math.floor(Math.random() * ROWS);
    for (let round = 1; !isOver; round += 1) {
      const rows = Array.from({ length: 40 }, anyRow);
      await client.query(
        `UPDATE big SET version = nextval('versions'), note = 'round ' || $1::text WHERE id = ANY ($2)`,
        [round, rows],
      );
      await client.query('DELETE FROM big WHERE id = $1', [anyRow()]);
      await client.query(`INSERT INTO big VALUES ($1, nextval('versions'), 'new', 'kept') ON CONFLICT DO NOTHING`, [
        anyRow(),
      ]);
      // A pace that the connector keeps up with even where it shares one processor with everything else.
      await new Promise((resolve) => setTimeout(resolve, 25));
      await client.query(`UPDATE big SET id = id + $1, version = nextval('versions') WHERE id = $2`, [ROWS, anyRow()]);
    }
    await client.end();
  })();
  return async (): Promise<void> => {
    isOver = true;
    await writing;
  };
};

describe(`a snapshot of ${ROWS} rows over ${RUNS} runs and more, while they change`, () => {
  it('rebuilds the table exactly, in little memory', { timeout: TIMEOUT_MS }, async () => {
    const { client, config, connection } = database;
    await client.query(`CREATE SEQUENCE versions;
      CREATE TABLE big (id int PRIMARY KEY, version int NOT NULL, note text, kept text);
      ALTER TABLE big ALTER kept SET STORAGE EXTERNAL`);
    await client.query(
      `INSERT INTO big SELECT i, 0, 'row ' || i, CASE WHEN i % 500 = 0 THEN repeat('k', 3000) END FROM generate_series(1, $1::int) i`,
      [ROWS],
    );
    const settings = config('snap', { 'snapshot.fetch.size': '5000' });
    const prefix = settings['topic.prefix'] ?? '';
    const count = () => countEvents(bootstrapServers, prefix);
    const stopWriting = keepWriting(connection.url);
    await worker.client.create('snap', settings);
    let peak = 0;
    for (let run = 1; run < RUNS; run += 1) {
      await waitFor('a share of the rows', async () => (await count()) > (run * ROWS) / (RUNS + 1), 180_000);
      peak = Math.max(peak, await worker.peakMemoryMb());
      // Half of the runs end in good order, the others do not.
      if (run % 2 === 0) await worker.stop();
      else await worker.kill();
      await worker.restart();
    }
    const isLast = async () => (await worker.log()).includes('The snapshot is complete');
    await waitFor('the snapshot to end', isLast, 300_000);
    peak = Math.max(peak, await worker.peakMemoryMb());
    await stopWriting();
    await client.query(`INSERT INTO big VALUES (0, nextval('versions'), 'the end', NULL)`);
    const signal = `${prefix}.public.big`;
    await waitFor('the end', async () => {
      const before = await count();
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return before === (await count());
    });
    const { rows, events, stale, versions, reads } = await replay(bootstrapServers, signal);
    expect(rows.get('{"id":0}')).toBeDefined();
    expect(tableDifferences(await tableRows(database, 'big', ['id']), rows)).toEqual([]);
    expect(stale).toEqual([]);
    expect(versions.every((version, index) => index === 0 || version > (versions[index - 1] ?? 0))).toBe(true);
    console.info(`${reads} reads and ${versions.length} versions in ${events} records; peak memory ${peak} MB`);
    expect(peak).toBeLessThan(MAX_MEMORY_MB);
  });
});
