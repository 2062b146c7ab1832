import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import { parseLsn } from '../../../lib/connectors/debezium/postgresql/pgoutput.ts';
import { startPostgres } from '../../services/postgres.ts';
import { waitFor } from '../../worker/worker-process.ts';
import { atLeast, part, type Reader, type ReaderOptions, startReader, summary } from './reader.ts';
import { createSourceDatabase, type SourceDatabase } from './source-database.ts';

let database: SourceDatabase;
const running = new Set<Reader>();

beforeEach(async () => {
  database = await createSourceDatabase(inject('postgres'));
  await database.client.query(`CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'), (2, 'b')`);
});
afterEach(async () => {
  for (const reader of running) await reader.stop();
  running.clear();
  await database.drop();
});

const start = async (more: Readonly<Record<string, string>> = {}, options: ReaderOptions = {}): Promise<Reader> => {
  const reader = await startReader(database.config('run', more), options);
  running.add(reader);
  return reader;
};

const stop = async (reader: Reader): Promise<void> => {
  running.delete(reader);
  await reader.stop();
};

const query = (sql: string) => database.client.query(sql);
const slotName = () => `run_${database.name}`;
const confirmed = async (): Promise<number> => {
  const { rows } = await database.client.query<{ lsn: string }>(
    'SELECT confirmed_flush_lsn::text AS lsn FROM pg_replication_slots WHERE slot_name = $1',
    [slotName()],
  );
  return parseLsn(rows[0]?.lsn ?? '0/0');
};
const currentLsn = async (): Promise<number> => {
  const { rows } = await database.client.query<{ lsn: string }>('SELECT pg_current_wal_lsn()::text AS lsn');
  return parseLsn(rows[0]?.lsn ?? '0/0');
};

describe('snapshot modes', () => {
  test('initial: all rows once, then changes, also those of tables that are new', async () => {
    const reader = await start();
    expect((await reader.readUntil(atLeast(2))).map(summary)).toEqual(['r:1', 'r:2']);
    await query(`UPDATE t SET v = 'x' WHERE id = 1; CREATE TABLE u (id int PRIMARY KEY); INSERT INTO u VALUES (7)`);
    expect((await reader.readUntil(atLeast(2))).map(summary)).toEqual(['u:1', 'c:7']);
    await stop(reader);
    await query('DELETE FROM t WHERE id = 2');
    const again = await start({}, { offset: reader.offset() });
    expect((await again.readUntil(atLeast(2))).map(summary)).toEqual(['d:2', 'tombstone:2']);
  });

  test('no_data: changes from now on only', async () => {
    const reader = await start({ 'snapshot.mode': 'no_data' });
    expect(await reader.poll()).toEqual([]);
    await query(`INSERT INTO t VALUES (3, 'c')`);
    expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual(['c:3']);
  });

  test('initial_only: no changes after the rows', async () => {
    const reader = await start({ 'snapshot.mode': 'initial_only' });
    await reader.readUntil(atLeast(2));
    await query(`INSERT INTO t VALUES (3, 'c')`);
    expect([await reader.poll(), await reader.poll()]).toEqual([[], []]);
  });

  test('always: anew for each start of the connector, not for each run', async () => {
    const first = await start({ 'snapshot.mode': 'always' });
    await first.readUntil(atLeast(2));
    await stop(first);
    const sameStart = await start({ 'snapshot.mode': 'always' }, { offset: first.offset() });
    expect(await sameStart.poll()).toEqual([]);
    await stop(sameStart);
    const restarted = await start({ 'snapshot.mode': 'always' }, { offset: first.offset(), incarnation: '1.1' });
    expect((await restarted.readUntil(atLeast(2))).map(summary)).toEqual(['r:1', 'r:2']);
  });

  test('a slot that is older than the snapshot: changes come before the rows that show them', async () => {
    await query('CREATE PUBLICATION run_pub FOR ALL TABLES');
    await query(`SELECT pg_create_logical_replication_slot('${slotName()}', 'pgoutput')`);
    await query(`UPDATE t SET v = 'newer' WHERE id = 1; DELETE FROM t WHERE id = 2`);
    const reader = await start();
    const records = await reader.readUntil((all) => all.some((record) => summary(record) === 'r:1'));
    expect(records.map(summary)).toEqual(['u:1', 'd:2', 'tombstone:2', 'r:1']);
    expect(part(records.at(-1) ?? failed(), 'after.v')).toBe('newer');
  });

  test('a snapshot that was interrupted goes on behind the last row that was stored', async () => {
    await query('INSERT INTO t SELECT i, i::text FROM generate_series(3, 400) i');
    const first = await start({ 'snapshot.fetch.size': '50' });
    const before = await first.readUntil(atLeast(60));
    await stop(first);
    await query(`UPDATE t SET v = 'changed' WHERE id IN (5, 390); DELETE FROM t WHERE id IN (7, 391)`);
    const second = await start({ 'snapshot.fetch.size': '50' }, { offset: first.offset() });
    const after = await second.readUntil((all) => all.some((record) => summary(record) === 'r:400'));
    const reads = [...before, ...after].filter((record) => part(record, 'op') === 'r');
    expect(new Set(reads.map(summary)).size).toBe(reads.length);
    expect(after.map(summary)).toEqual(expect.arrayContaining(['u:5', 'u:390', 'd:7', 'd:391']));
    expect(after.filter((record) => summary(record) === 'r:390').map((record) => part(record, 'after.v'))).toEqual([
      'changed',
    ]);
    expect(part(after.at(-1) ?? failed(), 'source.snapshot')).toBe('last');
  });
});

const failed = (): never => {
  throw new Error('there is no record');
};

describe('tables without a key', () => {
  beforeEach(() => query(`CREATE TABLE k (x int); INSERT INTO k SELECT i FROM generate_series(1, 300) i`));

  test('are read first and whole; interrupted, they are begun again, three times at most', async () => {
    let offset: Reader['offset'] extends () => infer Offset ? Offset : never = null;
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const reader = await start({ 'snapshot.fetch.size': '10' }, { offset });
      const records = await reader.readUntil(atLeast(20));
      expect(records.every(({ topic }) => topic.endsWith('.k'))).toBe(true);
      offset = reader.offset();
      await stop(reader);
    }
    await expect(start({}, { offset })).rejects.toThrow(
      /public\.k has no primary key .* 3 times over\. Give it a primary key/,
    );
  });

  test('beside an older slot no change is told twice', async () => {
    await query('CREATE PUBLICATION run_pub FOR ALL TABLES');
    await query(`SELECT pg_create_logical_replication_slot('${slotName()}', 'pgoutput')`);
    await query(`INSERT INTO k VALUES (1000)`);
    const reader = await start();
    const records = await reader.readUntil((all) => all.some((record) => summary(record) === 'r:2'));
    await query(`INSERT INTO k VALUES (1001)`);
    const later = await reader.readUntil(atLeast(1));
    const values = [...records, ...later]
      .filter(({ topic }) => topic.endsWith('.k'))
      .map((record) => part(record, 'after.x'));
    expect(values).toHaveLength(302);
    expect(new Set(values).size).toBe(302);
  });
});

describe('the slot', () => {
  test('is confirmed behind stored offsets only', async () => {
    const reader = await start();
    await reader.readUntil(atLeast(2));
    const before = await confirmed();
    await query(`INSERT INTO t VALUES (3, 'c')`);
    const [record] = await reader.readUntil(atLeast(1));
    expect(await confirmed()).toBe(before);
    await reader.poll();
    const end = Number(record?.sourceOffset.lsn_commit);
    await waitFor('the confirmation', async () => (await confirmed()) === end);
    await query(`INSERT INTO t VALUES (4, 'd')`);
    // Read, but never acknowledged: a run that dies now must find it again.
    await waitFor('the record', async () => ((await reader.task.poll(new AbortController().signal)) ?? []).length > 0);
    expect(await confirmed()).toBe(end);
  });

  test('lets an idle database’s log go by heartbeats', async () => {
    const reader = await start({ 'heartbeat.interval.ms': '50', 'table.include.list': 'public.t' });
    await reader.readUntil(atLeast(2));
    await query('CREATE TABLE other (id int PRIMARY KEY); INSERT INTO other SELECT generate_series(1, 1000)');
    const position = await currentLsn();
    const isHeartbeat = ({ topic }: { readonly topic: string }) =>
      topic === `__debezium-heartbeat.run_${database.name}`;
    await waitFor('the log to go', async () => {
      const records = await reader.poll();
      expect(records.every(isHeartbeat)).toBe(true);
      return (await confirmed()) >= position;
    });
    await stop(reader);
    await query(`INSERT INTO t VALUES (3, 'c')`);
    const again = await start({ 'table.include.list': 'public.t' }, { offset: reader.offset() });
    expect((await again.readUntil(atLeast(1))).map(summary)).toEqual(['c:3']);
  });

  test('lets it go without heartbeats where lsn.flush.mode is connector_and_driver', async () => {
    const settings = { 'lsn.flush.mode': 'connector_and_driver', 'table.include.list': 'public.t' };
    const first = await start(settings);
    await first.readUntil(atLeast(2));
    await stop(first);
    const reader = await start(settings, { offset: first.offset() });
    await query('CREATE TABLE other (id int PRIMARY KEY); INSERT INTO other SELECT generate_series(1, 1000)');
    const position = await currentLsn();
    await waitFor('the log to go', async () => {
      expect(await reader.poll()).toEqual([]);
      return (await confirmed()) >= position;
    });
    await stop(reader);
    const again = await start(settings, { offset: first.offset() });
    await query(`INSERT INTO t VALUES (3, 'c')`);
    expect((await again.readUntil(atLeast(1))).map(summary)).toEqual(['c:3']);
  });

  test('dropped: the task says what to do, or takes a new snapshot where that is wanted', async () => {
    const reader = await start();
    await reader.readUntil(atLeast(2));
    await stop(reader);
    await query(`SELECT pg_drop_replication_slot('${slotName()}')`);
    const offset = reader.offset();
    await expect(start({}, { offset })).rejects.toThrow(
      /slot "run_.*" does not exist any more.*snapshot\.mode=when_needed/,
    );
    const again = await start({ 'snapshot.mode': 'when_needed' }, { offset });
    expect((await again.readUntil(atLeast(2))).map(summary)).toEqual(['r:1', 'r:2']);
  });

  test('moved on by somebody else, or another program’s: refused', async () => {
    const reader = await start();
    await reader.readUntil(atLeast(2));
    await stop(reader);
    await query(`INSERT INTO t VALUES (3, 'c')`);
    await query(`SELECT pg_replication_slot_advance('${slotName()}', pg_current_wal_lsn())`);
    await expect(start({}, { offset: reader.offset() })).rejects.toThrow(/was moved on to .* cannot be read/);
    await query(`SELECT pg_create_logical_replication_slot('other_${database.name}', 'test_decoding')`);
    await expect(start({ 'slot.name': `other_${database.name}` })).rejects.toThrow(
      /uses the plug-in test_decoding.*slot\.name/,
    );
  });

  test('read by another session: tried again, then refused', async () => {
    const first = await start();
    await first.readUntil(atLeast(2));
    await first.poll();
    const second = await start({ 'slot.max.retries': '0' }, { offset: first.offset() });
    await expect(second.poll()).rejects.toThrow(RetriableError);
    await expect(second.poll()).rejects.toThrow(/is active.*Another connector or program reads it/);
  });
});

describe('what is prepared in the database', () => {
  test('a publication of the captured tables, kept up to date, and replica identities', async () => {
    await query('CREATE TABLE u (id int PRIMARY KEY)');
    const settings = {
      'publication.autocreate.mode': 'filtered',
      'replica.identity.autoset.values': 'public\\.t:FULL',
    };
    const published = async () => {
      const sql = `SELECT tablename FROM pg_publication_tables WHERE pubname = 'run_pub' ORDER BY 1`;
      return (await database.client.query<{ tablename: string }>(sql)).rows.map(({ tablename }) => tablename);
    };
    const first = await start({ ...settings, 'table.include.list': 'public.t' });
    await first.readUntil(atLeast(2));
    expect(await published()).toEqual(['t']);
    await query(`UPDATE t SET v = 'x' WHERE id = 1`);
    const [update] = await first.readUntil(atLeast(1));
    expect(part(update ?? failed(), 'before.v')).toBe('a');
    await stop(first);
    const second = await start({ ...settings, 'table.include.list': 'public.t,public.u' }, { offset: first.offset() });
    expect(await published()).toEqual(['t', 'u']);
    await query('INSERT INTO u VALUES (5)');
    expect((await second.readUntil(atLeast(1))).map(summary)).toEqual(['c:5']);
  });

  test.each([
    ['true', ['p', 'p']],
    ['false', ['p1', 'p2']],
  ])('partitions are told as publish.via.partition.root=%s has it, in snapshots, too', async (viaRoot, tables) => {
    await query(`CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id);
      CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (100); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (100) TO (200);
      INSERT INTO p VALUES (1), (101)`);
    const reader = await start({ 'publish.via.partition.root': viaRoot, 'table.include.list': 'public\\.p.*' });
    const rows = await reader.readUntil(atLeast(2));
    await query('INSERT INTO p VALUES (2), (102)');
    const changes = await reader.readUntil(atLeast(2));
    for (const records of [rows, changes])
      expect(records.map(({ topic }) => topic.split('.').at(-1)).toSorted()).toEqual(tables);
  });

  test('a statement of one’s own chooses the rows of a snapshot', async () => {
    const overrides = 'snapshot.select.statement.overrides';
    const statement = {
      [overrides]: 'public.t',
      [`${overrides}.public.t`]: 'SELECT id, upper(v) AS v FROM t WHERE id > 1;',
    };
    const reader = await start(statement);
    const [only] = await reader.readUntil(atLeast(1));
    expect([summary(only ?? failed()), part(only ?? failed(), 'after.v')]).toEqual(['r:2', 'B']);
    expect(await reader.poll()).toEqual([]);
  });
});

describe('signals', () => {
  const withSignals = { 'signal.data.collection': 'public.signals', 'incremental.snapshot.chunk.size': '2' };
  beforeEach(() => query('CREATE TABLE signals (id text PRIMARY KEY, type text, data text)'));
  const signal = (id: string, type: string, data: unknown) =>
    database.client.query('INSERT INTO signals VALUES ($1, $2, $3)', [id, type, JSON.stringify(data)]);

  test('have tables read again, in chunks, while changes go on', async () => {
    await query(`INSERT INTO t SELECT i, 'row' FROM generate_series(3, 9) i`);
    const reader = await start(withSignals);
    await reader.readUntil(atLeast(9));
    await signal('s1', 'execute-snapshot', { type: 'incremental', 'data-collections': ['public\\.t'] });
    const records = await reader.readUntil((all) => all.some((record) => summary(record) === 'r:9'));
    const reads = records.filter((record) => part(record, 'op') === 'r');
    expect(reads.map(summary)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((id) => `r:${id}`));
    expect(new Set(reads.map((record) => part(record, 'source.snapshot')))).toEqual(new Set(['incremental']));
    expect(reads.map((record) => part(record, 'source.lsn'))).toEqual(Array(9).fill(null));
    await stop(reader);
    const again = await start(withSignals, { offset: reader.offset() });
    expect(await again.poll()).toEqual([]);
  });

  test('take conditions; a run that ends in between goes on', async () => {
    await query(`INSERT INTO t SELECT i, 'row' FROM generate_series(3, 40) i`);
    const reader = await start(withSignals);
    await reader.readUntil(atLeast(40));
    await signal('s1', 'execute-snapshot', {
      'data-collections': ['public.t'],
      'additional-conditions': [{ 'data-collection': 'public.t', filter: 'id % 2 = 0' }],
    });
    const some = await reader.readUntil((all) => all.filter((record) => part(record, 'op') === 'r').length >= 6);
    await stop(reader);
    const again = await start(withSignals, { offset: reader.offset() });
    const rest = await again.readUntil((all) => all.some((record) => summary(record) === 'r:40'));
    const reads = [...some, ...rest].filter((record) => part(record, 'op') === 'r').map(summary);
    expect(reads).toEqual(Array.from({ length: 20 }, (_, index) => `r:${2 * index + 2}`));
  });

  test('that ask for what cannot be had are logged', async () => {
    const log = {
      debug: () => {},
      info: () => {},
      error: () => {},
      warn: (message: string) => void warnings.push(message),
    };
    const warnings: string[] = [];
    const reader = await start(withSignals, { log });
    await reader.readUntil(atLeast(2));
    await signal('s1', 'execute-snapshot', {
      'data-collections': ['public.t', 'public.no_such'],
      'additional-conditions': [{ 'data-collection': 'public.t', filter: 'no_such_column = 1' }],
    });
    await waitFor('the warnings', async () => {
      await reader.poll();
      return warnings.filter((warning) => warning.includes('left out of the snapshot')).length === 2;
    });
  });

  test('pause, resume and stop a snapshot', async () => {
    await query(`INSERT INTO t SELECT i, 'row' FROM generate_series(3, 60) i`);
    const reader = await start(withSignals);
    await reader.readUntil(atLeast(60));
    await query(`BEGIN;
      INSERT INTO signals VALUES ('1', 'execute-snapshot', '{"data-collections":["public.t"]}');
      INSERT INTO signals VALUES ('2', 'pause-snapshot', '{}'); COMMIT`);
    await reader.readUntil(atLeast(2));
    expect(await reader.poll()).toEqual([]);
    await signal('3', 'resume-snapshot', {});
    await reader.readUntil((all) => all.some((record) => part(record, 'op') === 'r'));
    await signal('4', 'stop-snapshot', {});
    const rest = await reader.readUntil((all) => all.some((record) => String(part(record, 'after.id')) === '4'));
    expect(await reader.poll()).toEqual([]);
    expect(rest.some((record) => summary(record) === 'r:60')).toBe(false);
  });
});

describe('what may go wrong', () => {
  test('a table that is dropped', async () => {
    await query(`CREATE TABLE gone (id int PRIMARY KEY); INSERT INTO gone VALUES (1)`);
    const reader = await start();
    await reader.readUntil(atLeast(3));
    await query(`INSERT INTO gone VALUES (2); DROP TABLE gone; INSERT INTO t VALUES (3, 'c')`);
    expect((await reader.readUntil(atLeast(2))).map(summary)).toEqual(['c:2', 'c:3']);
  });

  test('a user without rights', async () => {
    await query(`CREATE ROLE weak_${database.name} LOGIN PASSWORD 'weak'; GRANT SELECT ON t TO weak_${database.name};
      CREATE PUBLICATION run_pub FOR TABLE t`);
    const weak = { 'database.user': `weak_${database.name}`, 'database.password': 'weak' };
    try {
      await expect(start(weak)).rejects.toThrow(/replication.*ALTER ROLE … REPLICATION/s);
      await expect(start({ ...weak, 'publication.name': 'new_pub' })).rejects.toThrow(
        /permission denied.*42501.*publication/s,
      );
    } finally {
      await query(`DROP OWNED BY weak_${database.name}; DROP ROLE weak_${database.name}`);
    }
  });

  test('a wrong password, database or address, and a publication that may not be created', async () => {
    const wrong = await start({ 'database.password': 'secret-4711' }).catch(String);
    expect(wrong).toMatch(/password authentication failed.*database\.user and database\.password/);
    expect(wrong).not.toContain('secret-4711');
    await expect(start({ 'database.dbname': 'nowhere' })).rejects.toThrow(/"nowhere" does not exist.*database\.dbname/);
    await expect(start({ 'database.port': '1' })).rejects.toThrow(/Failed to connect to PostgreSQL at 127\.0\.0\.1:1/);
    await expect(start({ 'publication.autocreate.mode': 'disabled' })).rejects.toThrow(
      /"run_pub" does not exist.*CREATE PUBLICATION/,
    );
  });

  test('the database restarts: the task goes on where it was', { timeout: 120_000 }, async () => {
    const given = process.env.TEST_POSTGRES_URL;
    delete process.env.TEST_POSTGRES_URL;
    const server = await startPostgres();
    if (given !== undefined) process.env.TEST_POSTGRES_URL = given;
    const own = await createSourceDatabase(server);
    try {
      await own.client.query(`CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1)`);
      own.client.on('error', () => {});
      const reader = await startReader(own.config('run'));
      running.add(reader);
      await reader.readUntil(atLeast(1));
      await server.restart();
      const later = await createSourceDatabase(server);
      await later.client.query(`SELECT 1`);
      await later.drop();
      const client = await reconnect(own);
      await client.query('INSERT INTO t VALUES (2)');
      await client.end();
      const records = await waitFor('the record', async () => {
        const polled = await reader.poll().catch((error: unknown) => {
          if (error instanceof RetriableError) return [];
          throw error;
        });
        return polled.length > 0 && polled;
      });
      expect(records.map(summary)).toEqual(['c:2']);
      await stop(reader);
    } finally {
      await server.stop();
    }
  });
});

const reconnect = async ({ connection }: SourceDatabase) => {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: connection.url });
  await client.connect();
  return client;
};
