import { randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { readEvents } from '../../worker/read-events.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { databases, type TestDatabase } from '../jdbc/databases.ts';
import { awaitLines, ownSuffix, type Published, pasted, post, remove, renamed } from '../published.ts';
import { type BinlogDatabase, createBinlogDatabase } from './binlog-database.ts';
import {
  BINLOG,
  CLOUD_EVENTS,
  FAILOVER,
  OUTBOX_ROW,
  PAIRS,
  POSTGRES,
  POSTGRES_EXAMPLES,
  type PublishedCase,
  SCHEMA_CHANGES_FILTERED,
  SIGNALLED,
} from './published-configs.ts';
import { execute, sendTo } from './signals.ts';
import { createSourceDatabase, type SourceDatabase } from './source-database.ts';

const { bootstrapServers } = inject('kafka');
const TIMEOUT_MS = 120_000;
let worker: WorkerProcess;
let directory: string;
let source: SourceDatabase;

const servers = { mysql: inject('mysql'), mariadb: inject('mariadb') };

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'published-'));
  const { user, password } = servers.mysql;
  await writeFile(join(directory, 'mysql.properties'), `user=${user}\npassword=${password}\n`);
  worker = await startWorkerProcess({
    'bootstrap.servers': bootstrapServers,
    'config.providers': 'file',
    'config.providers.file.class': 'org.apache.kafka.common.config.provider.FileConfigProvider',
  });
  source = await createSourceDatabase(inject('postgres'));
});
afterAll(async () => {
  await worker?.remove();
  await source?.drop();
  await rm(directory, { recursive: true, force: true });
});

const POSTGRES_TABLES = `DROP SCHEMA IF EXISTS inventory CASCADE; DROP TABLE IF EXISTS public.inventory; CREATE SCHEMA inventory;
  CREATE TABLE public.inventory (id int PRIMARY KEY); INSERT INTO public.inventory VALUES (1);
  CREATE TABLE inventory.customers (id int PRIMARY KEY, name text); ALTER TABLE inventory.customers REPLICA IDENTITY FULL;
  INSERT INTO inventory.customers VALUES (1, 'Anne'), (2, 'Bob');
  CREATE TABLE inventory.products (id int PRIMARY KEY, price numeric(10,2));
  CREATE TABLE inventory.customers_shard1 (id int PRIMARY KEY); CREATE TABLE inventory.customers_shard2 (id int PRIMARY KEY);
  CREATE TABLE inventory.outboxevent (id uuid PRIMARY KEY, aggregatetype varchar(255) NOT NULL, aggregateid varchar(255) NOT NULL,
    type varchar(255) NOT NULL, payload jsonb)`;

const BINLOG_TABLES = `CREATE TABLE customers (id int PRIMARY KEY, name varchar(20)); INSERT INTO customers VALUES (1, 'Anne'), (2, 'Bob')`;

/** Where the printed names of hosts, users and databases are here. */
const postgresPlace = (): Record<string, string> => {
  const { host, port, user, password } = source.connection;
  return {
    'database.hostname': host,
    'database.port': String(port),
    'database.user': user,
    'database.password': password,
    'database.dbname': source.name,
  };
};

const binlogPlace = ({ connection }: BinlogDatabase, { 'database.user': user }: Published): Record<string, string> => ({
  'database.hostname': connection.host,
  'database.port': String(connection.port),
  ...(!String(user).startsWith('$') && { 'database.user': connection.user, 'database.password': connection.password }),
  'database.server.id': String(randomInt(1000, 2 ** 31)),
  'schema.history.internal.kafka.bootstrap.servers': bootstrapServers,
});

const created: string[] = [];
const opened: Array<() => Promise<void>> = [];

const create = async (name: string, config: Published): Promise<void> => {
  created.push(name);
  await post(worker, name, config);
};

/** The configurations share the slot of their default name, one after the other. */
afterEach(async () => {
  for (const name of created.splice(0)) await remove(worker, name);
  await waitFor('the slot to be free', async () => {
    await source.client.query(
      `SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database() AND NOT active`,
    );
    const { rows } = await source.client.query(
      `SELECT 1 FROM pg_replication_slots WHERE database = current_database()`,
    );
    return rows.length === 0;
  });
  for (const close of opened.splice(0)) await close();
});

const streams = async (): Promise<boolean> => {
  const { rows } = await source.client.query(
    `SELECT 1 FROM pg_replication_slots WHERE database = current_database() AND active`,
  );
  return rows.length > 0;
};

/** The names that a case shares with others get an end of their own. */
const namesFor = ({ begins }: PublishedCase, own: string, more: Readonly<Record<string, string>> = {}) => {
  const word = begins.split('.')[0] ?? begins;
  return { ...more, dbserver1: `dbserver1_${own}`, [word]: `${word}_${own}` };
};

const partitionsOf = async (topic: string): Promise<number | undefined> => {
  const admin = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  await admin.disconnect();
  return topics[0]?.partitions.length;
};

describe('what Debezium publishes for PostgreSQL', () => {
  it.each([...POSTGRES, ...POSTGRES_EXAMPLES])('$what', { timeout: TIMEOUT_MS }, async (published) => {
    const own = ownSuffix();
    const names = namesFor(published, own);
    const ours = (text: string): string => renamed(text, names);
    await source.client.query(POSTGRES_TABLES);
    if (published.tables !== undefined) await source.client.query(published.tables);
    await create(own, pasted(published.config, { ...postgresPlace(), name: own }, names));
    await waitFor('the stream', streams);
    await source.client.query(ours(published.write));
    const lines = await awaitLines(bootstrapServers, ours(published.begins), published.lines.length);
    expect(lines).toEqual(published.lines.map(ours));
    if (published.partitions !== undefined)
      expect(await partitionsOf(ours(published.begins))).toBe(published.partitions);
  });
});

it('a slot for failovers is created where the server has them, and refused with the reason where it has none', {
  timeout: TIMEOUT_MS,
}, async () => {
  const own = ownSuffix();
  const names = namesFor(FAILOVER, own);
  await source.client.query(POSTGRES_TABLES);
  await create(own, pasted(FAILOVER.config, postgresPlace(), names));
  const { rows } = await source.client.query('SHOW server_version_num');
  if (Number(rows[0]?.server_version_num) >= 170_000) {
    await waitFor('the stream', streams);
    const slots = await source.client.query(
      'SELECT failover FROM pg_replication_slots WHERE database = current_database()',
    );
    return expect(slots.rows).toEqual([{ failover: true }]);
  }
  const trace = await waitFor('the refusal', async () => {
    const { body } = await worker.client.call('GET', `/connectors/${own}/status`);
    return /"trace":"[^"]*/.exec(JSON.stringify(body))?.[0];
  });
  expect(trace).toMatch(/failover/i);
});

it('a snapshot that is asked for through the topic of signals', { timeout: TIMEOUT_MS }, async () => {
  const own = ownSuffix();
  const names = { 'signal-topic': `signal-topic-${own}`, test: `test_${own}` };
  await source.client.query(`DROP TABLE IF EXISTS public.characters, public.debezium_signal;
    CREATE TABLE public.characters (id int PRIMARY KEY, name text); INSERT INTO public.characters VALUES (1, 'Frodo');
    CREATE TABLE public.debezium_signal (id varchar(42) PRIMARY KEY, type varchar(32) NOT NULL, data varchar(2048))`);
  const place = { ...postgresPlace(), 'signal.kafka.bootstrap.servers': bootstrapServers };
  await create(own, pasted(SIGNALLED, place, names));
  const frodo = renamed('test.public.characters: r {"id":1,"name":"Frodo"}', names);
  expect(await awaitLines(bootstrapServers, `test_${own}.public`, 1)).toEqual([frodo]);
  await waitFor('the stream', streams);
  await sendTo(`signal-topic-${own}`, [`test_${own}`, execute('public.characters')]);
  expect(await awaitLines(bootstrapServers, `test_${own}.public`, 2)).toEqual([frodo, frodo]);
});

it('an outbox as CloudEvents, what the change was in headers', { timeout: TIMEOUT_MS }, async () => {
  const own = ownSuffix();
  const names = { dbserver1: `dbserver1_${own}`, Order: `Order_${own}` };
  await source.client.query(POSTGRES_TABLES);
  await create(own, pasted(CLOUD_EVENTS, postgresPlace(), names));
  await waitFor('the stream', streams);
  await source.client.query(renamed(OUTBOX_ROW, names));
  const topic = `outbox.event.Order_${own}`;
  await awaitLines(bootstrapServers, topic, 1);
  const [event] = await readEvents(bootstrapServers, topic);
  expect(JSON.parse(event?.value ?? '')).toMatchObject({
    id: '00000000-0000-0000-0000-00000000000a',
    source: `/debezium/postgresql/dbserver1_${own}`,
    type: `Order_${own}Created`,
    specversion: '1.0',
    datacontenttype: 'application/json',
    iodebeziumop: 'c',
    iodebeziumtable: 'outboxevent',
    data: { schema: { type: 'struct', name: 'io.debezium.connector.postgresql.Data' }, payload: { total: 1 } },
  });
});

describe('what Debezium publishes for MySQL and MariaDB', () => {
  it.each(BINLOG)('$what', { timeout: TIMEOUT_MS }, async (published) => {
    const own = ownSuffix();
    const database = await createBinlogDatabase(servers[published.on], published.on);
    opened.push(database.drop);
    await database.query(BINLOG_TABLES);
    if (published.tables !== undefined) await database.query(published.tables);
    const names = namesFor(published, own, { inventory: database.name, '/secrets/': `${directory}/` });
    const ours = (text: string): string => renamed(text, names);
    await create(own, pasted(published.config, binlogPlace(database, published.config), names));
    await awaitLines(bootstrapServers, ours(published.begins), 2);
    await database.query(published.write);
    const lines = await awaitLines(bootstrapServers, ours(published.begins), published.lines.length);
    expect(lines).toEqual(published.lines.map(ours));
  });
});

const DDL = `CREATE TABLE gone (id int PRIMARY KEY); DROP TABLE gone; CREATE TABLE kept (id int PRIMARY KEY);
  ALTER TABLE kept ADD last int`;

describe('schema changes of which Debezium publishes that some are left out', () => {
  it('has those of other types', { timeout: TIMEOUT_MS }, async () => {
    const own = ownSuffix();
    const database = await createBinlogDatabase(servers.mysql, 'mysql');
    opened.push(database.drop);
    await database.query(BINLOG_TABLES);
    const names = { dbserver1: `dbserver1_${own}`, inventory: database.name };
    await create(own, pasted(SCHEMA_CHANGES_FILTERED, binlogPlace(database, SCHEMA_CHANGES_FILTERED), names));
    await awaitLines(bootstrapServers, `dbserver1_${own}.`, 2);
    await database.query(DDL);
    const typesAndIds = async (): Promise<readonly string[]> => {
      const events = await readEvents(bootstrapServers, `dbserver1_${own}`);
      const ofSchema = events.filter(({ topic }) => topic === `dbserver1_${own}`);
      return ofSchema.flatMap(({ value }) => value?.match(/"type":"[A-Z]+","id":"(?:[^"\\]|\\.)+"/g) ?? []);
    };
    const change = (type: string, table: string) => `"type":"${type}","id":"\\"${database.name}\\".\\"${table}\\""`;
    await waitFor('the last change', async () => (await typesAndIds()).includes(change('ALTER', 'kept')));
    expect(await typesAndIds()).toEqual([
      change('CREATE', 'customers'),
      change('CREATE', 'gone'),
      change('CREATE', 'kept'),
      change('ALTER', 'kept'),
    ]);
  });
});

const openTarget = async (name: string): Promise<TestDatabase> => {
  const [, open] = databases.find(([one]) => one === name) ?? [];
  if (open === undefined) throw new Error(`no database ${name}`);
  const target = await open();
  opened.push(target.close);
  return target;
};

/** The sink's place in a database: the printed URL is another server's. */
const sinkPlace = ({ config }: TestDatabase): Record<string, string> => ({
  'connection.url': config['connection.url'] ?? '',
  'connection.username': config['connection.user'] ?? '',
  'connection.password': config['connection.password'] ?? '',
});

describe('sources and sinks that Debezium publishes together', () => {
  const awaitRows = (target: TestDatabase, table: string, rows: ReadonlyArray<readonly string[]>) =>
    waitFor(`the rows of ${table}`, async () => {
      const found = await target.select(`SELECT id, name FROM ${table} ORDER BY id`).catch(() => []);
      return JSON.stringify(found) === JSON.stringify(rows);
    });

  it.each([
    ['MySQL to PostgreSQL by Debezium’s sink', 'customers'],
    ['the example of the sink’s reference', 'orders'],
  ] as const)('%s', { timeout: TIMEOUT_MS }, async (what, table) => {
    const own = ownSuffix();
    const published = PAIRS[what];
    const database = await createBinlogDatabase(servers.mysql, 'mysql');
    opened.push(database.drop);
    const target = await openTarget('postgres');
    const names = { [table]: `${table}_${own}`, dbserver1: `dbserver1_${own}`, inventory: database.name };
    const ours = (sql: string): string => renamed(sql.replaceAll('customers', table), names);
    await database.query(ours(BINLOG_TABLES));
    await create(`${own}-source`, pasted(published.source, binlogPlace(database, published.source), names));
    await create(`${own}-sink`, pasted(published.sink, sinkPlace(target), names));
    await awaitRows(target, `${table}_${own}`, [
      ['1', 'Anne'],
      ['2', 'Bob'],
    ]);
    await database.query(ours(`UPDATE customers SET name = 'Eve' WHERE id = 2; DELETE FROM customers WHERE id = 1`));
    await awaitRows(target, `${table}_${own}`, [['2', 'Eve']]);
  });

  it('Debezium’s sink with tables and columns named otherwise', { timeout: TIMEOUT_MS }, async () => {
    const own = ownSuffix();
    const published = PAIRS['Debezium’s sink with tables and columns named otherwise'];
    const target = await openTarget('postgres');
    const names = { dbserver1: `dbserver1_${own}` };
    await source.client.query(POSTGRES_TABLES);
    await create(`${own}-source`, pasted(published.source, postgresPlace(), names));
    await create(`${own}-sink`, pasted(published.sink, sinkPlace(target), names));
    const rows = () =>
      target.select(`SELECT adt_id, adt_name FROM adt_dbserver1_${own}_inventory_customers ORDER BY 1`);
    const awaitNames = (...expected: readonly string[]) =>
      waitFor(`the rows ${expected}`, async () => {
        const found = (await rows().catch(() => [])).map((row) => row.join('='));
        return JSON.stringify(found) === JSON.stringify(expected);
      });
    await awaitNames('1=Anne', '2=Bob');
    await source.client.query(`DELETE FROM inventory.customers WHERE id = 1`);
    await awaitNames('2=Bob');
  });

  it('PostgreSQL to MySQL by Debezium’s sink, tables named after the source', { timeout: TIMEOUT_MS }, async () => {
    const own = ownSuffix();
    const published = PAIRS['PostgreSQL to MySQL by Debezium’s sink, tables named after the source'];
    const target = await openTarget('mysql');
    const names = { entity: `entity_${own}`, dbserver1: `dbserver1_${own}` };
    for (const table of ['pollentity', 'voteentity'])
      await source.client.query(
        renamed(
          `CREATE TABLE ${table} (id int PRIMARY KEY, name text); INSERT INTO ${table} VALUES (1, '${table}')`,
          names,
        ),
      );
    await create(`${own}-source`, pasted(published.source, postgresPlace(), names));
    await create(`${own}-sink`, pasted(published.sink, sinkPlace(target), names));
    for (const table of ['pollentity', 'voteentity'])
      await awaitRows(target, renamed(table, names), [['1', renamed(table, names)]]);
  });

  it('PostgreSQL to a table that is there, by Confluent’s sink, rows taken out on its side', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const own = ownSuffix();
    const published = PAIRS['PostgreSQL to a table of another schema by Confluent’s sink'];
    const target = await openTarget('postgres');
    const names = { dbserver1: `dbserver1_${own}` };
    const { 'connection.url': url, 'connection.user': user, 'connection.password': password } = target.config;
    await target.run('CREATE TABLE customers (id int PRIMARY KEY, name text)');
    await source.client.query(POSTGRES_TABLES);
    await create(`${own}-source`, pasted(published.source, postgresPlace(), names));
    await create(
      `${own}-sink`,
      pasted(published.sink, { 'connection.url': `${url}&user=${user}&password=${password}` }, names),
    );
    await awaitRows(target, 'customers', [
      ['1', 'Anne'],
      ['2', 'Bob'],
    ]);
    await source.client.query(
      `UPDATE inventory.customers SET name = 'Eve' WHERE id = 2; DELETE FROM inventory.customers WHERE id = 1`,
    );
    await awaitRows(target, 'customers', [['2', 'Eve']]);
  });
});
