import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startWorkerProcess, type WorkerProcess } from '../../worker/worker-process.ts';
import { awaitLines, ownSuffix, type Published, pasted, post, remove } from '../published.ts';
import { databases, type TestDatabase } from './databases.ts';

const { bootstrapServers } = inject('kafka');
const TIMEOUT_MS = 120_000;
let worker: WorkerProcess;
const opened = new Map<string, TestDatabase>();

beforeAll(async () => {
  worker = await startWorkerProcess({
    'bootstrap.servers': bootstrapServers,
    'key.converter.schemas.enable': 'false',
    'value.converter.schemas.enable': 'false',
  });
  for (const [name, create] of databases) {
    const database = await create();
    opened.set(name, database);
    await database.run(
      `CREATE TABLE users (id ${database.serial}, name varchar(20) NOT NULL, modified ${database.timestamp} NOT NULL)`,
    );
    await database.run(
      `CREATE TABLE transactions (id ${database.serial}, user_id bigint NOT NULL, payment int NOT NULL, timestamp ${database.timestamp} NOT NULL, modified ${database.timestamp} NOT NULL)`,
    );
    await database.run(
      `INSERT INTO users (name, modified) VALUES ('Anne', '2024-01-01 00:00:00'), ('Bob', '2024-01-02 00:00:00')`,
    );
    await database.run(
      `INSERT INTO transactions (user_id, payment, timestamp, modified) VALUES (2, 7, '2024-01-03 00:00:00', '2024-01-03 00:00:00')`,
    );
  }
});
afterAll(async () => {
  await worker?.remove();
  for (const database of opened.values()) await database.close();
});

const source = { 'connector.class': 'io.confluent.connect.jdbc.JdbcSourceConnector' };
const MODIFIED = [1_704_067_200_000, 1_704_153_600_000, 1_704_240_000_000] as const;
const ANNE = `{"id":1,"name":"Anne","modified":${MODIFIED[0]}}`;
const BOB = `{"id":2,"name":"Bob","modified":${MODIFIED[1]}}`;
const ofTransaction = `{"id":1,"user_id":2,"payment":7,"timestamp":${MODIFIED[2]},"modified":${MODIFIED[2]}}`;

interface SourceCase {
  readonly what: string;
  readonly on: string;
  readonly config: Published;
  readonly lines: readonly string[];
}

/** Of Confluent's documentation, tutorials and examples, and Aiven's. */
const PUBLISHED: readonly SourceCase[] = [
  {
    what: 'the quick start',
    on: 'sqlite',
    config: {
      ...source,
      'tasks.max': '1',
      'connection.url': 'jdbc:sqlite:test.db',
      mode: 'incrementing',
      'incrementing.column.name': 'id',
      'topic.prefix': 'test-sqlite-jdbc-',
    },
    lines: [
      `test-sqlite-jdbc-transactions: ${ofTransaction}`,
      `test-sqlite-jdbc-users: ${ANNE}`,
      `test-sqlite-jdbc-users: ${BOB}`,
    ],
  },
  {
    what: 'some tables, by timestamp and id',
    on: 'mysql',
    config: {
      ...source,
      'tasks.max': '10',
      'connection.url': 'jdbc:mysql://mysql.example.com:3306/my_database?user=alice&password=secret',
      'table.whitelist': 'users,products,transactions',
      mode: 'timestamp+incrementing',
      'timestamp.column.name': 'modified',
      'incrementing.column.name': 'id',
      'topic.prefix': 'mysql-',
    },
    lines: [`mysql-transactions: ${ofTransaction}`, `mysql-users: ${ANNE}`, `mysql-users: ${BOB}`],
  },
  {
    what: 'a query that joins, by timestamp',
    on: 'mariadb',
    config: {
      ...source,
      'tasks.max': '1',
      'connection.url': 'jdbc:mysql://mysql.example.com:3306/my_database?user=alice&password=secret',
      query:
        'SELECT users.id, users.name, transactions.timestamp, transactions.user_id, transactions.payment FROM users JOIN transactions ON (users.id = transactions.user_id)',
      mode: 'timestamp',
      'timestamp.column.name': 'timestamp',
      'topic.prefix': 'mysql-joined-data',
    },
    lines: [`mysql-joined-data: {"id":2,"name":"Bob","timestamp":${MODIFIED[2]},"user_id":2,"payment":7}`],
  },
  {
    what: 'everything, once a day',
    on: 'postgres',
    config: {
      ...source,
      'connection.url': 'jdbc:postgresql://postgres:5432/demo',
      'connection.user': 'connect_user',
      'connection.password': 'asgard',
      'topic.prefix': 'postgres-01-',
      'poll.interval.ms': 86400000,
      mode: 'bulk',
      'table.whitelist': 'users',
    },
    lines: [`postgres-01-users: ${ANNE}`, `postgres-01-users: ${BOB}`],
  },
  {
    what: 'by timestamp',
    on: 'postgres',
    config: {
      ...source,
      'connection.url': 'jdbc:postgresql://postgres:5432/demo',
      'connection.user': 'connect_user',
      'connection.password': 'asgard',
      'topic.prefix': 'postgres-02-',
      mode: 'timestamp',
      'table.whitelist': 'users',
      'timestamp.column.name': 'modified',
      'validate.non.null': 'false',
    },
    lines: [`postgres-02-users: ${ANNE}`, `postgres-02-users: ${BOB}`],
  },
  {
    what: 'keys taken from the value',
    on: 'sqlite',
    config: {
      ...source,
      'tasks.max': '1',
      'key.converter': 'org.apache.kafka.connect.converters.LongConverter',
      'key.converter.schemas.enable': 'false',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter.schemas.enable': 'false',
      transforms: 'InsertKey, ExtractId, CastLong',
      'transforms.InsertKey.type': 'org.apache.kafka.connect.transforms.ValueToKey',
      'transforms.InsertKey.fields': 'id',
      'transforms.ExtractId.type': 'org.apache.kafka.connect.transforms.ExtractField$Key',
      'transforms.ExtractId.field': 'id',
      'transforms.CastLong.type': 'org.apache.kafka.connect.transforms.Cast$Key',
      'transforms.CastLong.spec': 'int64',
      'connection.url': 'jdbc:sqlite:/usr/local/lib/retail.db',
      mode: 'incrementing',
      'incrementing.column.name': 'id',
      'topic.prefix': 'jdbcjson-',
      'table.whitelist': 'users',
    },
    lines: [`jdbcjson-users: ${ANNE}`, `jdbcjson-users: ${BOB}`],
  },
  {
    what: 'Aiven’s, incrementing',
    on: 'mysql',
    config: {
      'connector.class': 'io.aiven.connect.jdbc.JdbcSourceConnector',
      'connection.url': 'jdbc:mysql://localhost:3306/db',
      'connection.user': 'user',
      'connection.password': 'password',
      'table.whitelist': 'users',
      mode: 'incrementing',
      'incrementing.column.name': 'id',
      'topic.prefix': 'aiven_',
    },
    lines: [`aiven_users: ${ANNE}`, `aiven_users: ${BOB}`],
  },
];

/** Credentials stay in the URL where they are printed there. */
const placeIn = ({ config }: TestDatabase, { 'connection.url': url }: Published): Record<string, string> => {
  const { 'connection.url': own = '', 'connection.user': user = '', 'connection.password': password = '' } = config;
  return {
    'connection.url': String(url).includes('user=') ? `${own}?user=${user}&password=${password}` : own,
    'connection.user': user,
    'connection.password': password,
  };
};

describe('what is published for the JDBC source', () => {
  it.each(PUBLISHED)('$what', { timeout: TIMEOUT_MS }, async ({ on, config, lines }) => {
    const database = opened.get(on);
    if (database === undefined) throw new Error(`no database ${on}`);
    const own = ownSuffix();
    const prefix = String(config['topic.prefix']);
    // The schema is part of the place: other tests have tables of the same names.
    const place = { ...placeIn(database, config), 'topic.prefix': own + prefix };
    const schema = database.config['schema.pattern'];
    const pattern: Published = schema === undefined ? {} : { 'schema.pattern': schema };
    await post(worker, own, { ...pasted(config, place), ...pattern });
    expect(await awaitLines(bootstrapServers, own, lines.length)).toEqual(lines.map((line) => own + line));
    await remove(worker, own);
  });
});
