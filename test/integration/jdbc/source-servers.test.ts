import { afterEach, expect, test } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import { databases, type TestDatabase } from './databases.ts';
import { fieldOfAll, offsetsAfter, readOnce, startTask, stopTasks } from './tasks.ts';

const { signal } = new AbortController();
const opened: TestDatabase[] = [];
afterEach(async () => {
  await stopTasks();
  for (const database of opened.splice(0)) await database.close();
});

const open = async (name: string): Promise<TestDatabase> => {
  const create = databases.find(([known]) => known === name)?.[1];
  if (create === undefined) throw new Error(`No database ${name}`);
  const database = await create();
  opened.push(database);
  return database;
};

const config = (database: TestDatabase, more = {}) => ({
  ...database.config,
  'topic.prefix': 't-',
  'poll.interval.ms': '0',
  'poll.linger.ms': '0',
  ...more,
});

/** Ends the connector's connections as an operator, or a fail-over, would. */
const KILL: Readonly<Record<string, (database: TestDatabase) => string>> = {
  postgres: ({ qualifier }) =>
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${qualifier}' AND pid <> pg_backend_pid()`,
  mysql: ({ qualifier }) => `CALL ${qualifier}kill_others()`,
  mariadb: ({ qualifier }) => `CALL ${qualifier}kill_others()`,
};

const KILL_PROCEDURE = `CREATE PROCEDURE kill_others() BEGIN
  DECLARE other BIGINT;
  SELECT id INTO other FROM information_schema.processlist
    WHERE db = DATABASE() AND id <> CONNECTION_ID() LIMIT 1;
  KILL other;
END`;

test.each(['postgres', 'mysql', 'mariadb'])(
  '%s: a connection that breaks in the middle of a query costs no row and repeats none',
  async (name) => {
    const database = await open(name);
    if (name !== 'postgres') await database.run(KILL_PROCEDURE);
    await database.run(`CREATE TABLE t (id ${database.serial}, filler varchar(2000) NOT NULL)`);
    const total = 20_000;
    for (let next = 1; next <= total; next += 1000) {
      const rows = Array.from({ length: 1000 }, (_, index) => `(${next + index}, '${'x'.repeat(2000)}')`);
      await database.run(`INSERT INTO t (id, filler) VALUES ${rows.join(',')}`);
    }
    const url = `${database.config['connection.url']}${name === 'postgres' ? `&ApplicationName=${database.qualifier}` : ''}`;
    const task = await startTask(
      config(database, { 'connection.url': url, 'table.whitelist': 't', mode: 'incrementing' }),
    );
    const records: SourceRecord[] = [];
    const failures: unknown[] = [];
    while (records.length < total) {
      if (records.length === 2000 && failures.length === 0) await database.run(KILL[name]?.(database) ?? '');
      records.push(...((await task.poll(signal).catch((error: unknown) => void failures.push(error))) ?? []));
    }
    expect(failures).toEqual([expect.any(RetriableError)]);
    expect(fieldOfAll(records, 'id')).toEqual(Array.from({ length: total }, (_, index) => index + 1));
  },
);

test.each<[string, string]>([
  ['postgres', 'timestamp'],
  ['postgres', 'timestamptz'],
  ['mysql', 'datetime(6)'],
  ['mysql', 'timestamp(6)'],
  ['mariadb', 'timestamp(6)'],
  ['sqlite', 'datetime'],
])('%s: in another time zone %s resumes exactly, the repeated hour included', async (name, type) => {
  const database = await open(name);
  await database.run(`CREATE TABLE t (id ${database.serial}, at ${type} NOT NULL)`);
  const times = [
    '2024-07-01 02:00:00.123456',
    '2024-10-27 01:30:00.000001',
    '2024-10-27 02:30:00.000001',
    '2024-10-27 03:30:00.000002',
  ];
  for (const time of times) await database.run(`INSERT INTO t (at) VALUES ('${time}')`);
  const more = {
    mode: 'timestamp+incrementing',
    'timestamp.column.name': 'at',
    'db.timezone': 'Europe/Paris',
    'table.whitelist': 't',
  };
  const records = await readOnce(config(database, more));
  expect(fieldOfAll(records, 'id')).toEqual([1, 2, 3, 4]);
  for (let i = 0; i < records.length; i += 1) {
    const rest = await readOnce(config(database, more), offsetsAfter(records.slice(0, i + 1)));
    expect(fieldOfAll(rest, 'id')).toEqual([1, 2, 3, 4].slice(i + 1));
  }
});

test('SQLite: timestamps kept as milliseconds, and as text with T and Z', async () => {
  const database = await open('sqlite');
  await database.run('CREATE TABLE millis (id integer PRIMARY KEY, at timestamp NOT NULL)');
  await database.run('INSERT INTO millis (at) VALUES (1704067200123), (1704067200123), (1704067200124)');
  await database.run('CREATE TABLE text_z (id integer PRIMARY KEY, at timestamp NOT NULL)');
  await database.run(
    `INSERT INTO text_z (at) VALUES ('2024-01-01T00:00:00.123Z'), ('2024-01-01T00:00:00.123Z'), ('2024-01-01T00:00:00.124Z')`,
  );
  for (const table of ['millis', 'text_z']) {
    const more = { mode: 'timestamp+incrementing', 'timestamp.column.name': 'at', 'table.whitelist': table };
    const records = await readOnce(config(database, more));
    expect(records.map(({ sourceOffset }) => sourceOffset.timestamp)).toEqual([
      1704067200123, 1704067200123, 1704067200124,
    ]);
    const rest = await readOnce(config(database, more), offsetsAfter(records.slice(0, 1)));
    expect(fieldOfAll(rest, 'id')).toEqual([2, 3]);
  }
});

test('PostgreSQL: partitioned tables and materialised views count when asked for', async () => {
  const database = await open('postgres');
  await database.run('CREATE TABLE parted (id int NOT NULL) PARTITION BY RANGE (id)');
  await database.run('CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10)');
  await database.run('INSERT INTO parted VALUES (1)');
  await database.run('CREATE MATERIALIZED VIEW seen AS SELECT * FROM parted');
  const topics = async (types: string) =>
    (await readOnce(config(database, { mode: 'bulk', 'poll.interval.ms': '60000', 'table.types': types }))).map(
      ({ topic }) => topic,
    );
  expect(await topics('TABLE')).toEqual(['t-parted_1']);
  expect(await topics('PARTITIONED TABLE')).toEqual(['t-parted']);
  expect((await topics('PARTITIONED TABLE,MATERIALIZED VIEW,SYNONYM')).toSorted()).toEqual(['t-parted', 't-seen']);
});

test('a file that does not exist is not created', async () => {
  const start = startTask({
    'connection.url': 'jdbc:sqlite:/nowhere/at/all.db',
    mode: 'bulk',
    'connection.attempts': '1',
  });
  await expect(start).rejects.toThrow(/^Failed to connect to sqlite:\/nowhere\/at\/all\.db: ENOENT/);
});
