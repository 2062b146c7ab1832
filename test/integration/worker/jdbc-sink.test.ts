import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { readTopic } from '../../worker/read-topic.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { databases, type TestDatabase } from '../jdbc/databases.ts';

const { bootstrapServers } = inject('kafka');
const TIMEOUT_MS = 300_000;
let worker: WorkerProcess | undefined;
const opened: TestDatabase[] = [];

afterEach(async () => {
  await worker?.remove();
  worker = undefined;
  for (const database of opened.splice(0)) await database.close();
});

const unique = (prefix: string): string => `${prefix}${randomUUID().replaceAll('-', '').slice(0, 12)}`;

const open = async (name: string): Promise<TestDatabase> => {
  const create = databases.find(([one]) => one === name)?.[1];
  if (create === undefined) throw new Error(`no ${name}`);
  const database = await create();
  opened.push(database);
  return database;
};

/** Records by a client that is not under test. */
const produce = async (
  topic: string,
  messages: ReadonlyArray<{ readonly key?: string | null; readonly value: string | null }>,
): Promise<void> => {
  const producer = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  await producer.send({ topic, messages: messages.map(({ key = null, value }) => ({ key, value, partition: 0 })) });
  await producer.disconnect();
};

const withSchema = (fields: ReadonlyArray<readonly [field: string, type: string]>, payload: unknown): string =>
  JSON.stringify({
    schema: {
      type: 'struct',
      optional: false,
      fields: fields.map(([field, type]) => ({ field, type, optional: true })),
    },
    payload,
  });

const ORDER = [
  ['id', 'int32'],
  ['product', 'string'],
  ['quantity', 'int32'],
  ['price', 'float'],
] as const;

const order = (id: number, product = 'foo') => withSchema(ORDER, { id, product, quantity: 100, price: 50 });

const rowsOf = async (database: TestDatabase, sql: string): Promise<ReadonlyArray<ReadonlyArray<string | null>>> =>
  database.select(sql).catch(() => []);

interface Published {
  readonly what: string;
  readonly on: string;
  readonly config: Readonly<Record<string, string>>;
}

/** As Confluent, Aiven and Debezium print them, but for topics, addresses and credentials. */
const PUBLISHED: readonly Published[] = [
  {
    what: 'Confluent’s quick start',
    on: 'sqlite',
    config: {
      'connector.class': 'io.confluent.connect.jdbc.JdbcSinkConnector',
      'tasks.max': '1',
      'auto.create': 'true',
    },
  },
  {
    what: 'Aiven’s quick start',
    on: 'mariadb',
    config: {
      'connector.class': 'io.aiven.connect.jdbc.JdbcSinkConnector',
      'tasks.max': '1',
      'auto.create': 'true',
    },
  },
  {
    what: 'Debezium’s example',
    on: 'postgres',
    config: {
      'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector',
      'tasks.max': '1',
      'insert.mode': 'upsert',
      'delete.enabled': 'true',
      'primary.key.mode': 'record_key',
      'schema.evolution': 'basic',
      'use.time.zone': 'UTC',
    },
  },
  {
    what: 'Confluent’s keys for idempotent writes',
    on: 'mysql',
    config: {
      'connector.class': 'io.confluent.connect.jdbc.JdbcSinkConnector',
      'tasks.max': '1',
      'confluent.topic.bootstrap.servers': 'localhost:9092',
      'confluent.license': '',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter.schemas.enable': 'true',
      'auto.create': 'true',
      'auto.evolve': 'true',
      'insert.mode': 'upsert',
      'pk.mode': 'record_value',
      'pk.fields': 'id',
      'batch.size': '3000',
      'table.name.format': 'orders_${topic}',
      'max.retries': '10',
      'retry.backoff.ms': '3000',
    },
  },
];

/** A table with one column for each type that source and sink both have, and a row of it. */
const SOURCES: Readonly<Record<string, { readonly table: string; readonly row: string; readonly columns: string }>> = {
  postgres: {
    table: `id bigint PRIMARY KEY, a boolean, b smallint, c int, d bigint, e real, f double precision, g numeric(30,10), h text,
      i bytea, j date, k time(3), l timestamp(3), m varchar(20), n uuid, o json`,
    row: `9007199254740993, true, -32768, 2147483647, -9223372036854775808, 3.1415927, 0.1, -12345678901234567890.1234567890, 'ünï 𝄞',
      '\\x00ff'::bytea, '1999-12-31', '23:59:59.999', '2024-02-29 12:30:00.123', 'it''s', '0191f8a0-7b1c-7e6a-9c51-1f1f1f1f1f1f', '{"a": 1}'`,
    columns: 'id,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o',
  },
  mysql: {
    table: `id bigint PRIMARY KEY, a tinyint, b smallint, c int, d bigint, e float, f double, g decimal(30,10), h longtext,
      i longblob, j date, k time(3), l datetime(3), m varchar(20), n int unsigned, o json`,
    row: `9007199254740993, -128, -32768, 2147483647, -9223372036854775808, 0.5, 0.1, -12345678901234567890.1234567890, 'ünï 𝄞',
      x'00ff', '1999-12-31', '23:59:59.999', '2024-02-29 12:30:00.123', 'it''s', 4294967295, '{"a": 1}'`,
    columns: 'id,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o',
  },
  sqlite: {
    table: `id integer PRIMARY KEY, a boolean, d bigint, f double, g decimal text(30,10), h text, i blob, j date, l timestamp`,
    row: `9007199254740993, 1, -9223372036854775808, 0.1, '-12345678901234567890.1234567890', 'ünï 𝄞', x'00ff', 946598400000,
      1709209800123`,
    columns: 'id,a,d,f,g,h,i,j,l',
  },
};

const TRIPS: ReadonlyArray<readonly [from: string, to: string]> = [
  ['postgres', 'mysql'],
  ['postgres', 'sqlite'],
  ['mysql', 'postgres'],
  ['mysql', 'mariadb'],
  ['sqlite', 'postgres'],
];

const json = { 'value.converter': 'org.apache.kafka.connect.json.JsonConverter' };

describe('the JDBC sink in a standalone worker', () => {
  it('runs the configurations that Confluent, Aiven and Debezium publish', {
    timeout: TIMEOUT_MS,
  }, async () => {
    worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
    for (const { what, on, config } of PUBLISHED) {
      const database = await open(on);
      const topic = unique('orders_');
      const key = (id: number) => withSchema([['order_id', 'int32']], { order_id: id });
      await produce(topic, [
        { key: key(999), value: order(999) },
        { key: key(1000), value: order(1000, 'bar') },
      ]);
      await worker.client.create(topic, { ...config, topics: topic, ...connection(database, config) });
      const table = (config['table.name.format'] ?? '${topic}').replace('${topic}', topic);
      const sql = `SELECT id, product, quantity FROM ${table} ORDER BY id`;
      await waitFor(what, async () => (await rowsOf(database, sql)).length === 2);
      const rows = await database.select(sql);
      expect({ what, rows }).toEqual({
        what,
        rows: [
          ['999', 'foo', '100'],
          ['1000', 'bar', '100'],
        ],
      });
    }
  });

  it('runs the example of Aiven, credentials in the URL, into a table of its own', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const database = await open('postgres');
    const topic = unique('messages_');
    await database.run(`CREATE TABLE ${topic} (text varchar, sent_at timestamp)`);
    const fields = [
      { field: 'text', type: 'string', optional: false },
      { field: 'sent_at', type: 'int64', name: 'org.apache.kafka.connect.data.Timestamp', optional: false },
    ];
    const payload = { text: 'Hello', sent_at: 1_560_507_792_000 };
    await produce(topic, [{ value: JSON.stringify({ schema: { type: 'struct', fields }, payload }) }]);
    const { config } = database;
    const properties = [
      'name=example-jdbc-sink',
      'key.converter=org.apache.kafka.connect.json.JsonConverter',
      'value.converter=org.apache.kafka.connect.json.JsonConverter',
      'value.converter.schemas.enable=true',
      'connector.class=io.aiven.connect.jdbc.JdbcSinkConnector',
      `connection.url=${config['connection.url']}&user=${config['connection.user']}&password=${config['connection.password']}`,
      `topics=${topic}`,
      'insert.mode=insert',
    ];
    worker = await startWorkerProcess(
      { 'bootstrap.servers': bootstrapServers },
      { connectorFiles: { 'sink.properties': properties.join('\n') } },
    );
    await waitFor('the message', async () => (await rowsOf(database, `SELECT * FROM ${topic}`)).length === 1);
    expect(await database.select(`SELECT * FROM ${topic}`)).toEqual([['Hello', '2019-06-14 10:23:12']]);
  });

  it('takes every column type of another database, read by the JDBC source', { timeout: TIMEOUT_MS }, async () => {
    worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
    for (const [from, to] of TRIPS) {
      const [source, target, back] = [await open(from), await open(to), await open(from)];
      const { table, row, columns } = SOURCES[from] ?? { table: '', row: '', columns: '' };
      const name = unique('types_');
      for (const one of [source, back]) await one.run(`CREATE TABLE ${name} (${table})`);
      await source.run(`INSERT INTO ${name} VALUES (${row})`);
      const create = (step: string, config: Readonly<Record<string, string>>) =>
        worker?.client.create(`${name}-${step}`, { ...config, ...json });
      const reading = (database: TestDatabase, prefix: string) => ({
        'connector.class': 'JdbcSource',
        ...database.config,
        mode: 'incrementing',
        'incrementing.column.name': 'id',
        'table.whitelist': name,
        'topic.prefix': prefix,
      });
      const writing = (database: TestDatabase, prefix: string) => ({
        'connector.class': 'JdbcSink',
        ...connection(database),
        topics: `${prefix}${name}`,
        'table.name.format': name,
        'auto.create': 'true',
      });
      await create('out', reading(source, 'out-'));
      await create('over', writing(target, 'out-'));
      await waitFor(`${from} to ${to}`, async () => (await rowsOf(target, `SELECT id FROM ${name}`)).length === 1);
      await create('home', reading(target, 'home-'));
      await create('in', writing(back, 'home-'));
      await waitFor(`${to} to ${from}`, async () => (await rowsOf(back, `SELECT id FROM ${name}`)).length === 1);
      const select = `SELECT ${columns} FROM ${name}`;
      expect([from, to, ...(await back.select(select))]).toEqual([from, to, ...(await source.select(select))]);
    }
  });

  it('sets records aside that the database refuses, and stores the others', { timeout: TIMEOUT_MS }, async () => {
    worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
    const database = await open('postgres');
    const topic = unique('poison_');
    await database.run(`CREATE TABLE ${topic} (id int PRIMARY KEY, product varchar(5), quantity int, price real)`);
    const values = Array.from({ length: 50 }, (_, id) => ({ value: order(id, id === 17 ? 'too long' : 'foo') }));
    await produce(topic, [...values, { value: order(3) }, { value: 'no json' }]);
    await worker.client.create(topic, {
      'connector.class': 'JdbcSink',
      topics: topic,
      ...connection(database),
      ...json,
      'errors.tolerance': 'all',
      'errors.deadletterqueue.topic.name': `${topic}-dead`,
      'errors.deadletterqueue.topic.replication.factor': '1',
    });
    const dead = await waitFor('the dead letters', async () => {
      const found = await readTopic(bootstrapServers, `${topic}-dead`);
      return found.length >= 3 && found;
    });
    expect(dead.map(({ value }) => value).toSorted()).toEqual([order(17, 'too long'), order(3), 'no json'].toSorted());
    await waitFor('the rows', async () => (await rowsOf(database, `SELECT id FROM ${topic}`)).length === 49);
  });

  it('fails the task with the record’s name where nothing is tolerated', { timeout: TIMEOUT_MS }, async () => {
    worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
    const database = await open('mysql');
    const topic = unique('poison_');
    await produce(topic, [{ value: order(1) }]);
    await worker.client.create(topic, {
      'connector.class': 'JdbcSink',
      topics: topic,
      ...connection(database),
      ...json,
    });
    const trace = await waitFor('the task to fail', async () => {
      const { tasks = [] } = (await worker?.client.status(topic)) ?? {};
      return tasks.find(({ state }) => state === 'FAILED')?.trace;
    });
    expect(trace).toContain(`Record ${topic}-0@0 cannot be written: Table`);
    expect(trace).toContain('is missing and auto-creation is disabled');
  });
});

/** A sink's part of a database's keys, in the words of the configuration's product. */
function connection(
  { config }: TestDatabase,
  { 'connector.class': className = '' }: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const user = className.includes('debezium') ? 'connection.username' : 'connection.user';
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => key.startsWith('connection.'))
      .map(([key, value]) => [key === 'connection.user' ? user : key, value]),
  );
}
