import { afterAll, describe, expect, inject, it } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { PUBLISHED } from '../../unit/cassandra/published.ts';
import { publishedConfigs, withSchema } from '../../worker/published-configs.ts';
import { cassandraTests } from './sink-tasks.ts';

const configs = publishedConfigs(inject('kafka').bootstrapServers);
const tests = cassandraTests();

/** Names of keyspaces are published, too. */
const KEYSPACES = ['my_ks', 'test', 'demo', 'targetkeyspace'];
afterAll(async () => {
  for (const keyspace of KEYSPACES) await tests.client().execute(`DROP KEYSPACE IF EXISTS ${keyspace}`);
});

const createTable = async (keyspace: string, statement: string): Promise<void> => {
  const replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}";
  await tests.client().execute(`CREATE KEYSPACE IF NOT EXISTS ${keyspace} WITH replication = ${replication}`);
  await tests.client().execute(statement);
};

const paste = (which: string, changes: RawConfig): Promise<string> => configs.paste(PUBLISHED[which] ?? {}, changes);

const confluentHosts = (): RawConfig => ({
  'cassandra.contact.points': tests.connection().host,
  'cassandra.port': String(tests.connection().port),
});

const lensesHosts = (): RawConfig => ({
  'connect.cassandra.contact.points': tests.connection().host,
  'connect.cassandra.port': String(tests.connection().port),
});

/** Waits for the rows that a query finds. */
const expectRows = (connector: string, query: string, rows: readonly unknown[]): Promise<void> =>
  configs.expectSoon(connector, async () => {
    const found = await tests.client().execute(query);
    expect(found.rows.map((row): unknown => JSON.parse(String(row.get(0))))).toEqual(rows);
  });

describe('as published, it runs:', () => {
  it('DataStax’s sample', async () => {
    await createTable(
      'my_ks',
      'CREATE TABLE my_ks.my_table (col1 text PRIMARY KEY, col2 text, col3 text, col4 timeuuid)',
    );
    const value = { f1: 'two', f2: 3600, f3: 1_700_000_000_000_000 };
    await configs.produce([
      {
        topic: 'my_topic',
        key: withSchema({ f1: 'string' }, { f1: 'one' }),
        value: withSchema({ f1: 'string', f2: 'int32', f3: 'int64' }, value),
        headers: { f1: 'three' },
      },
    ]);
    const name = await paste('DataStax’s sample', tests.connectionKeys());
    const columns = 'col1, col2, col3, col4, writetime(col2) AS written';
    await expectRows(name, `SELECT JSON ${columns} FROM my_ks.my_table`, [
      { col1: 'one', col2: 'two', col3: 'three', col4: expect.stringMatching(/-1[0-9a-f]{3}-/), written: value.f3 },
    ]);
    const { rows } = await tests.client().execute('SELECT ttl(col2) AS ttl FROM my_ks.my_table');
    expect(rows[0]?.get('ttl')).toBeGreaterThan(3000);
  });

  it('Confluent’s, in its playground', async () => {
    const fields = { f1: 'string', f2: 'int32' };
    await configs.produce(
      [1, 2, 2].map((n, index) => ({ topic: 'topic1', value: withSchema(fields, { f1: `value${n}`, f2: index }) })),
    );
    const name = await paste('Confluent’s, in its playground', confluentHosts());
    await expectRows(name, "SELECT JSON * FROM test.topic1 WHERE f1 IN ('value1', 'value2')", [
      { f1: 'value1', f2: 0 },
      { f1: 'value2', f2: 2 },
    ]);
  });

  it('Confluent’s, with compression and any replica', async () => {
    const key = withSchema({ emp_no: 'int32' }, { emp_no: 10_001 });
    const value = withSchema({ first_name: 'string' }, { first_name: 'Georgi' });
    await configs.produce([{ topic: 'employees.employees', key, value }]);
    const name = await paste('Confluent’s, with compression and any replica', confluentHosts());
    await expectRows(name, 'SELECT JSON * FROM test.employees', [{ emp_no: 10_001, first_name: 'Georgi' }]);
  });

  it('Confluent’s ancestor’s', async () => {
    const key = withSchema({ Id: 'int64' }, { Id: 42 });
    await configs.produce([{ topic: 'twitter', key, value: withSchema({ Text: 'string' }, { Text: 'Hello' }) }]);
    const name = await paste('Confluent’s ancestor’s', confluentHosts());
    await expectRows(name, 'SELECT JSON * FROM test.twitter', [{ id: 42, text: 'Hello' }]);
  });

  it('Lenses’ example', async () => {
    const types = { id: 'int32', created: 'string', product: 'string', qty: 'int32', price: 'float' };
    await createTable(
      'demo',
      'CREATE TABLE demo.orders (id int, created varchar, product varchar, qty int, price float, PRIMARY KEY (id, created))',
    );
    const order = { id: 1, created: '2016-05-06 13:53:00', product: 'OP-DAX-P-20150201-95.7', qty: 100, price: 94.5 };
    await configs.produce([{ topic: 'orders', value: withSchema(types, order) }]);
    const name = await paste('Lenses’ example', lensesHosts());
    await expectRows(name, 'SELECT JSON * FROM demo.orders', [order]);
  });

  it('Lenses’ older example', async () => {
    await createTable('targetkeyspace', 'CREATE TABLE targetkeyspace.SimpleTable (id int PRIMARY KEY, name text)');
    const value = withSchema({ id: 'int32', name: 'string' }, { id: 7, name: 'simple' });
    await configs.produce([{ topic: 'test-simple', value }]);
    const name = await paste('Lenses’ older example', lensesHosts());
    await expectRows(name, 'SELECT JSON * FROM targetkeyspace.SimpleTable', [{ id: 7, name: 'simple' }]);
  });
});
