import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres } from '../../services/postgres.ts';
import type { SqlService } from '../../services/sql-connection.ts';
import { waitFor } from '../../worker/worker-process.ts';
import { atLeast, part, startReader, summary } from './reader.ts';
import { createSourceDatabase, type SourceDatabase } from './source-database.ts';

/** A server of its own: one whose commits wait for a standby that there is not. */
let server: SqlService;
let database: SourceDatabase;

beforeAll(async () => {
  const given = process.env.TEST_POSTGRES_URL;
  delete process.env.TEST_POSTGRES_URL;
  server = await startPostgres();
  if (given !== undefined) process.env.TEST_POSTGRES_URL = given;
  database = await createSourceDatabase(server);
}, 120_000);
afterAll(async () => {
  await database?.client.end();
  await server?.stop();
});

const setStandby = async (name: string): Promise<void> => {
  const { client } = database;
  await client.query(`ALTER SYSTEM SET synchronous_standby_names = '${name}'`);
  await client.query('SELECT pg_reload_conf()');
  const shown = async () =>
    (await client.query<{ value: string }>(`SELECT current_setting('synchronous_standby_names') AS value`)).rows[0]
      ?.value === name;
  await waitFor('the setting', shown);
};

test('a chunk is not read before what was streamed is visible', { timeout: 120_000 }, async () => {
  const { client, connection, config } = database;
  await client.query('SET synchronous_commit = local');
  await client.query(`CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'old'), (2, 'old');
    CREATE TABLE signals (id text PRIMARY KEY, type text, data text)`);
  const reader = await startReader(config('sync', { 'signal.data.collection': 'public.signals' }));
  const writer = new pg.Client({ connectionString: connection.url });
  await writer.connect();
  try {
    await reader.readUntil(atLeast(2));
    await setStandby('nobody');
    // Commits into the log, where it is streamed from, and then waits: nobody else sees the new value.
    const writing = writer.query(`UPDATE t SET v = 'new' WHERE id = 1`);
    expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual(['u:1']);
    expect((await client.query('SELECT v FROM t WHERE id = 1')).rows).toEqual([{ v: 'old' }]);
    await client.query(`INSERT INTO signals VALUES ('1', 'execute-snapshot', '{"data-collections":["public.t"]}')`);
    expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual(['c:1']);
    for (let poll = 0; poll < 3; poll += 1) expect(await reader.poll()).toEqual([]);
    await setStandby('');
    await writing;
    const reads = await reader.readUntil(atLeast(2));
    expect(reads.map((record) => [summary(record), part(record, 'after.v')])).toEqual([
      ['r:1', 'new'],
      ['r:2', 'old'],
    ]);
  } finally {
    await writer.end();
    await reader.stop();
  }
});
