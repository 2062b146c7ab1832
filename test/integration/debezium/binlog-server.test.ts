import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import { debeziumMariadbTask } from '../../../lib/connectors/debezium/mariadb/task.ts';
import type { Flavor } from '../../../lib/connectors/debezium/mysql/flavor.ts';
import { debeziumMysqlTask } from '../../../lib/connectors/debezium/mysql/task.ts';
import { startMariaDB } from '../../services/mariadb.ts';
import { queryMySQL } from '../../services/mysql/create-database.ts';
import { startMySQL } from '../../services/mysql.ts';
import type { SqlService } from '../../services/sql-connection.ts';
import { waitFor } from '../../worker/worker-process.ts';
import { type BinlogDatabase, createBinlogDatabase } from './binlog-database.ts';
import { atLeast, type Reader, type ReaderOptions, startReader, summary } from './reader.ts';

/** A server of its own, which is restarted and whose settings change. */
let server: SqlService;
let database: BinlogDatabase;
const running = new Set<Reader>();

const TIMEOUT_MS = 120_000;

beforeAll(async () => {
  const given = process.env.TEST_MYSQL_URL;
  delete process.env.TEST_MYSQL_URL;
  server = await startMySQL();
  if (given !== undefined) process.env.TEST_MYSQL_URL = given;
}, TIMEOUT_MS);
afterAll(() => server?.stop());
afterEach(async () => {
  for (const reader of running) await reader.stop();
  running.clear();
  await database.client.end().catch(() => {});
});

const open = async (on: SqlService = server, flavor: Flavor = 'mysql'): Promise<void> => {
  database = await createBinlogDatabase(on, flavor);
  await database.query(`CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'), (2, 'b')`);
};

const start = async (more: Readonly<Record<string, string>> = {}, options: ReaderOptions = {}): Promise<Reader> => {
  const reader = await startReader(database.config('run', more), { plugin: debeziumMysqlTask, ...options });
  running.add(reader);
  return reader;
};

const summaries = async (reader: Reader, count: number): Promise<readonly string[]> =>
  (await reader.readUntil(atLeast(count))).map(summary);

test(
  'transactions that were removed from the log are missed: the task fails, or takes a new snapshot',
  async () => {
    await open();
    const reader = await start();
    await reader.readUntil(atLeast(2));
    await reader.stop();
    running.clear();
    await database.query(`INSERT INTO t VALUES (3, 'c'); FLUSH BINARY LOGS`);
    const [last] = await database.query('SHOW MASTER STATUS');
    await database.query(`PURGE BINARY LOGS TO '${String(last?.File)}'`);
    const stored = reader.stored();
    await expect(start({}, { stored })).rejects.toThrow(/it has removed .*snapshot\.mode=when_needed/);
    const again = await start({ 'snapshot.mode': 'when_needed' }, { stored });
    expect(await summaries(again, 3)).toEqual(['r:1', 'r:2', 'r:3']);
  },
  TIMEOUT_MS,
);

test(
  'another replica with the same number: tried again, and said',
  async () => {
    await open();
    const settings = { 'database.server.id': '4711' };
    const first = await start(settings);
    await first.readUntil(atLeast(2));
    await first.poll();
    const second = await start({ ...settings, 'topic.prefix': 'other' });
    await second.readUntil(atLeast(2));
    await second.poll();
    const failure = await waitFor('the failure', () =>
      first.poll().then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
    expect(failure).toBeInstanceOf(RetriableError);
    expect(String(failure)).toContain('database.server.id of its own');
  },
  TIMEOUT_MS,
);

const startOwnMariaDB = async (): Promise<SqlService> => {
  const given = process.env.TEST_MARIADB_URL;
  delete process.env.TEST_MARIADB_URL;
  const started = await startMariaDB();
  if (given !== undefined) process.env.TEST_MARIADB_URL = given;
  return started;
};

test.each([
  { flavor: 'mysql', plugin: debeziumMysqlTask, own: async () => server },
  { flavor: 'mariadb', plugin: debeziumMariadbTask, own: startOwnMariaDB },
] as const)(
  '$flavor goes away and comes back: the task goes on where it was',
  async ({ flavor, plugin, own }) => {
    const restarted = await own();
    try {
      await open(restarted, flavor);
      const reader = await start({}, { plugin });
      await reader.readUntil(atLeast(2));
      await reader.poll();
      await restarted.kill();
      const failure = await waitFor('the failure', () =>
        reader.poll().then(
          () => undefined,
          (error: unknown) => error,
        ),
      );
      expect(failure).toBeInstanceOf(RetriableError);
      await restarted.restart();
      await queryMySQL(restarted, `INSERT INTO ${database.name}.t VALUES (3, 'c')`);
      expect(await summaries(reader, 1)).toEqual(['c:3']);
    } finally {
      if (restarted !== server) await restarted.stop();
    }
  },
  TIMEOUT_MS,
);

test.each([
  ['binlog_format', 'STATEMENT', 'ROW'],
  ['binlog_row_image', 'MINIMAL', 'FULL'],
])(
  '%s=%s is refused',
  async (name, value, wanted) => {
    await open();
    await database.query(`SET GLOBAL ${name} = '${value}'`);
    try {
      await expect(start()).rejects.toThrow(new RegExp(`runs with ${name}=${value}, .* set ${name}=${wanted}`));
    } finally {
      await database.query(`SET GLOBAL ${name} = '${wanted}'`);
    }
  },
  TIMEOUT_MS,
);
