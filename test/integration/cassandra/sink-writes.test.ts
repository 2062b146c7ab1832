import { describe, expect, it } from 'vitest';
import { DataError, RetriableError } from '../../../lib/connect/errors.ts';
import { NO_HEADERS } from '../../../lib/connect/header.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import {
  INT32_SCHEMA,
  INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  STRING_SCHEMA,
  structSchema,
} from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { cassandraTests, unique } from './sink-tasks.ts';

const tests = cassandraTests();

const KEY = structSchema([['id', INT32_SCHEMA]]);
const VALUE = structSchema([
  ['name', OPTIONAL_STRING_SCHEMA],
  ['amount', INT64_SCHEMA],
]);

interface Content {
  readonly offset?: number;
  readonly timestamp?: number;
  readonly id: number;
  /** Absent in a tombstone. */
  readonly value?: readonly [name: string | null, amount: number];
}

const record = ({ offset = 0, timestamp = 1_700_000_000_000, id, value }: Content): SinkRecord => ({
  topic: 'orders',
  kafkaPartition: 0,
  kafkaOffset: offset,
  keySchema: KEY,
  key: new Struct(KEY, [id]),
  valueSchema: value === undefined ? null : VALUE,
  value: value === undefined ? null : new Struct(VALUE, value),
  headers: NO_HEADERS,
  timestamp,
  timestampType: 'CREATE_TIME',
  originalTopic: 'orders',
  originalKafkaPartition: 0,
  originalKafkaOffset: offset,
});

const schemaless = (key: ConnectValue, value: ConnectValue): SinkRecord => ({
  ...record({ id: 0 }),
  keySchema: null,
  key,
  valueSchema: null,
  value,
});

const table = async (columns: string): Promise<string> => {
  const name = unique('t_');
  await tests.client().execute(`CREATE TABLE ${tests.keyspace}.${name} (${columns})`);
  return name;
};

/** DataStax's language for one table. */
const datastax = (name: string, mapping: string, more: Readonly<Record<string, string>> = {}) => {
  const prefix = `topic.orders.${tests.keyspace}.${name}`;
  return {
    ...tests.connectionKeys(),
    [`${prefix}.mapping`]: mapping,
    ...Object.fromEntries(Object.entries(more).map(([key, value]) => [`${prefix}.${key}`, value])),
  };
};

const MAPPING = 'id=key.id, name=value.name, amount=value.amount';
const COLUMNS = 'id int PRIMARY KEY, name text, amount bigint';

describe('rows are written as of their records', () => {
  it('a late record wins over nothing, a repeated one changes nothing, a late deletion deletes nothing', async () => {
    const name = await table(COLUMNS);
    const task = await tests.startSink(datastax(name, MAPPING));
    const [old, young] = [
      record({ id: 1, value: ['old', 1], timestamp: 1000 }),
      record({ id: 1, value: ['young', 2], timestamp: 2000, offset: 1 }),
    ];
    await task.put([young]);
    await task.put([old, young]);
    await task.put([record({ id: 1, timestamp: 1500, offset: 2 })]);
    await task.put([old]);
    expect(await tests.select(name)).toEqual([{ id: 1, name: 'young', amount: 2 }]);
    await task.put([record({ id: 1, timestamp: 2500, offset: 3 })]);
    await task.put([young]);
    expect(await tests.select(name)).toEqual([]);
  });

  it('of one millisecond the later record wins, in one batch or two, deletions among them', async () => {
    const name = await table(COLUMNS);
    const task = await tests.startSink(datastax(name, MAPPING));
    const changes = Array.from({ length: 40 }, (_, index) =>
      // Offsets around a multiple of 1000, and names that Cassandra would order the other way round.
      record({ offset: 980 + index, id: index % 2, ...(index % 5 === 4 ? {} : { value: [`${99 - index}`, index] }) }),
    );
    await task.put(changes);
    const expected = [
      { id: 0, name: '61', amount: 38 },
      // Number 39 is a tombstone.
    ];
    expect(await tests.select(name)).toEqual(expected);
    const again = await tests.startSink(datastax(name, MAPPING));
    await again.put(changes.slice(20));
    expect(await tests.select(name)).toEqual(expected);
    const split = await table(COLUMNS);
    const other = await tests.startSink(datastax(split, MAPPING));
    for (const one of changes.slice(0, 18)) await other.put([one]);
    expect(await tests.select(split)).toEqual([
      { id: 1, name: '82', amount: 17 },
      { id: 0, name: '83', amount: 16 },
    ]);
  });

  it('by the mapping’s timestamp and time to live, in their units', async () => {
    const name = await table(COLUMNS);
    const task = await tests.startSink(
      datastax(name, 'id=value.id, name=value.name, __ttl=value.ttl, __timestamp=header.at', {
        ttlTimeUnit: 'HOURS',
        timestampTimeUnit: 'SECONDS',
      }),
    );
    const headers = [{ key: 'at', schema: INT64_SCHEMA, value: 1_700_000_000 }];
    await task.put([{ ...schemaless(null, { id: 1, name: 'a', ttl: 2 }), headers }]);
    const { rows } = await tests
      .client()
      .execute(`SELECT writetime(name) AS at, ttl(name) AS ttl FROM ${tests.keyspace}.${name}`);
    expect(String(rows[0]?.get('at'))).toBe('1700000000000000');
    expect(rows[0]?.get('ttl')).toBeGreaterThan(7000);
    expect(rows[0]?.get('ttl')).toBeLessThanOrEqual(7200);
  });
});

describe('DataStax’s mappings', () => {
  it('write several tables, quoted names, functions, headers, raw keys and values, and JSON in texts', async () => {
    const [one, two] = [
      await table('"Id" int PRIMARY KEY, "na me" text, h text, t timeuuid'),
      await table('k text PRIMARY KEY, v text'),
    ];
    const task = await tests.startSink({
      ...datastax(one, '"Id"=value.order.id, "na me"=value.name, h=header.h, t=now()'),
      ...datastax(two, 'k=key, v=value'),
    });
    const value = '{"order": {"id": 7}, "name": "n"}';
    await task.put([{ ...schemaless('key', value), headers: [{ key: 'h', schema: STRING_SCHEMA, value: 'x' }] }]);
    const [row] = await tests.select(one);
    expect(row).toEqual({ '"Id"': 7, 'na me': 'n', h: 'x', t: expect.stringMatching(/-1[0-9a-f]{3}-/) });
    expect(await tests.select(two)).toEqual([{ k: 'key', v: value }]);
  });

  it('ask for as many replicas as they say, and wait for these', async () => {
    const name = await table(COLUMNS);
    const task = await tests.startSink(datastax(name, MAPPING, { consistencyLevel: 'TWO' }));
    const failure: unknown = await task.put([record({ id: 1, value: ['a', 1] })]).catch((error) => error);
    // There is but one.
    expect(failure).toBeInstanceOf(RetriableError);
    expect(String(failure)).toMatch(/consistency level TWO|Not enough replicas/);
    expect(await tests.select(name)).toEqual([]);
  });

  it('leave columns that null is for as they are, or delete what they hold', async () => {
    for (const [nullToUnset, name] of [
      ['true', 'a'],
      ['false', null],
    ] as const) {
      const target = await table(COLUMNS);
      const task = await tests.startSink(datastax(target, MAPPING, { nullToUnset }));
      await task.put([record({ id: 1, value: ['a', 1] })]);
      await task.put([record({ id: 1, value: [null, 2], offset: 1 })]);
      expect(await tests.select(target)).toEqual([{ id: 1, name, amount: 2 }]);
    }
  });

  it('delete only where all columns are mapped, and if they may', async () => {
    const partial = await table(`${COLUMNS}, more text`);
    const kept = await table(COLUMNS);
    const tasks = [
      await tests.startSink(datastax(partial, MAPPING)),
      await tests.startSink(datastax(kept, MAPPING, { deletesEnabled: 'false' })),
    ];
    for (const task of tasks) {
      await task.put([record({ id: 1, value: ['a', 1] })]);
      await task.put([record({ id: 1, offset: 1 })]);
    }
    expect(await tests.select(partial)).toMatchObject([{ id: 1, name: 'a' }]);
    expect(await tests.select(kept)).toEqual([{ id: 1, name: 'a', amount: 1 }]);
  });

  it('count counters up', async () => {
    const name = await table('id int PRIMARY KEY, hits counter');
    const task = await tests.startSink(datastax(name, 'id=key.id, hits=value.amount'));
    await task.put([record({ id: 1, value: ['a', 3] }), record({ id: 1, value: ['a', 4], offset: 1 })]);
    expect(await tests.select(name)).toEqual([{ id: 1, hits: 7 }]);
  });

  it('are the parameters of a query', async () => {
    const name = await table('id int PRIMARY KEY, names map<text, bigint>, note text');
    const query = `UPDATE ${tests.keyspace}.${name} SET names[:who] = :amount, note = 'a:b' WHERE id = :"Id"`;
    const task = await tests.startSink(
      datastax(name, 'who=value.name, amount=value.amount, Id=key.id', { query, deletesEnabled: 'false' }),
    );
    await task.put([record({ id: 1, value: ['x', 2 ** 40] }), record({ id: 1, value: ['y', 2], offset: 1 })]);
    expect(await tests.select(name)).toEqual([{ id: 1, names: { x: 2 ** 40, y: 2 }, note: 'a:b' }]);
  });
});

describe('a bad record', () => {
  it('costs itself alone, in a batch of its partition, too', async () => {
    const name = await table('p int, id int, name text, PRIMARY KEY (p, id)');
    const reports = new Map<number, string>();
    const task = await tests.startSink(datastax(name, 'p=value.p, id=value.id, name=value.name'), reports);
    const put = (value: ConnectValue, offset: number) => ({ ...schemaless(null, value), kafkaOffset: offset });
    await task.put(
      Array.from({ length: 60 }, (_, id) =>
        put(
          id === 7
            ? { p: 1, id, name: 'x'.repeat(3 << 20) }
            : id === 9
              ? { p: 1, name: 'no id' }
              : { p: 1, id, name: `n${id}` },
          id,
        ),
      ),
    );
    expect([...reports.keys()].sort()).toEqual([7, 9]);
    expect(reports.get(9)).toContain("Required field 'value.id' (mapped to column id) was missing");
    expect(reports.get(7)).toMatch(/oversized mutation/);
    expect(await tests.select(name)).toHaveLength(58);
  });

  it('is named where nobody takes it, or left out where the configuration says so', async () => {
    const name = await table('id text PRIMARY KEY, name text');
    const empty = schemaless('', { name: 'refused by Cassandra' });
    const missing = schemaless(null, { name: 'refused by the mapping' });
    const start = (ignoreErrors: string) =>
      tests.startSink({ ...datastax(name, 'id=key, name=value.name'), ignoreErrors });
    const none = await start('None');
    await expect(none.put([empty])).rejects.toThrow(/^Record orders-0@0 cannot be written: .*Key may not be empty/);
    const driver = await start('Driver');
    await driver.put([empty, schemaless('a', { name: 'a' })]);
    await expect(driver.put([missing])).rejects.toBeInstanceOf(DataError);
    await (await start('All')).put([empty, missing, schemaless('b', { name: 'b' })]);
    expect(await tests.select(name)).toHaveLength(2);
  });

  it('is not blamed for a table that is missing', async () => {
    const task = await tests.startSink(datastax('Nowhere', MAPPING), new Map());
    await expect(task.put([record({ id: 1, value: ['a', 1] })])).rejects.toThrow('Table Nowhere does not exist.');
  });
});

describe('Confluent’s language', () => {
  const start = (more: Readonly<Record<string, string>> = {}, reports?: Map<number, string>) => {
    const { host, port } = tests.connection();
    return tests.startSink(
      {
        'cassandra.contact.points': host,
        'cassandra.port': String(port),
        'cassandra.keyspace': tests.keyspace,
        'cassandra.consistency.level': 'ONE',
        ...more,
      },
      reports,
    );
  };
  const on = (topic: string, one: SinkRecord): SinkRecord => ({ ...one, topic });

  it('makes keyspace and table, adds columns, upserts and deletes', async () => {
    const keyspace = unique('made_');
    const topic = unique('Orders_');
    const task = await start({ 'cassandra.keyspace': keyspace });
    await task.put([
      on(topic, record({ id: 1, value: ['a', 1] })),
      on(topic, record({ id: 2, value: ['b', 2], offset: 1 })),
    ]);
    const wider = structSchema([
      ['id', INT32_SCHEMA],
      ['Price', INT64_SCHEMA],
    ]);
    const wide = { ...record({ id: 1, offset: 2 }), topic, valueSchema: wider, value: new Struct(wider, [1, 9]) };
    await task.put([wide, on(topic, record({ id: 2, offset: 3 }))]);
    const { rows } = await tests.client().execute(`SELECT JSON * FROM ${keyspace}.${topic}`);
    expect(rows.map((row): unknown => JSON.parse(String(row.get(0))))).toEqual([
      { id: 1, amount: 1, name: 'a', price: 9 },
    ]);
    await tests.client().execute(`DROP KEYSPACE ${keyspace}`);
  });

  it('has nothing to delete ahead of the first row, which makes the table', async () => {
    const keyspace = unique('made_');
    const topic = unique('Orders_');
    const task = await start({ 'cassandra.keyspace': keyspace });
    await task.put([on(topic, record({ id: 2 }))]);
    await task.put([on(topic, record({ id: 1, value: ['a', 1], offset: 1 }))]);
    const { rows } = await tests.client().execute(`SELECT JSON * FROM ${keyspace}.${topic}`);
    expect(rows.map((row): unknown => JSON.parse(String(row.get(0))))).toEqual([{ id: 1, amount: 1, name: 'a' }]);
    await tests.client().execute(`DROP KEYSPACE ${keyspace}`);
  });

  it('updates, and refuses deletions and columns that it may not make', async () => {
    const name = await table(COLUMNS);
    const reports = new Map<number, string>();
    const task = await start(
      {
        'cassandra.write.mode': 'Update',
        'cassandra.deletes.enabled': 'false',
        'cassandra.table.manage.enabled': 'false',
      },
      reports,
    );
    await task.put([on(name, record({ id: 1, value: ['a', 1] }))]);
    await task.put([on(name, record({ id: 1, offset: 1 }))]);
    const extra = structSchema([['extra', INT32_SCHEMA]]);
    await task.put([
      { ...record({ id: 1, offset: 2 }), topic: name, valueSchema: extra, value: new Struct(extra, [1]) },
    ]);
    expect(await tests.select(name)).toEqual([{ id: 1, amount: 1, name: 'a' }]);
    expect([...reports.values()]).toEqual([
      expect.stringContaining('deletes are off'),
      `Table ${tests.keyspace}.${name} has no column for extra`,
    ]);
  });
});

describe('Lenses’ language', () => {
  const start = (kcql: string, more: Readonly<Record<string, string>> = {}) => {
    const { host, port } = tests.connection();
    return tests.startSink({
      'connect.cassandra.contact.points': host,
      'connect.cassandra.port': String(port),
      'connect.cassandra.key.space': tests.keyspace,
      'connect.cassandra.kcql': kcql,
      ...more,
    });
  };

  it('selects, renames, expires, and deletes what is not selected unless it is told otherwise', async () => {
    for (const [strategy, note] of [
      ['', null],
      ['UNSET', 'kept'],
    ] as const) {
      const name = await table('id int PRIMARY KEY, sum bigint, note text');
      await tests
        .client()
        .execute(`INSERT INTO ${tests.keyspace}.${name} (id, note) VALUES (1, 'kept') USING TIMESTAMP 1`);
      const task = await start(`INSERT INTO ${name} SELECT _key.id, amount AS sum FROM orders TTL=600`, {
        'connect.cassandra.default.value': strategy,
      });
      await task.put([record({ id: 1, value: ['a', 5] })]);
      expect(await tests.select(name)).toEqual([{ id: 1, note, sum: 5 }]);
      const { rows } = await tests.client().execute(`SELECT ttl(sum) AS ttl FROM ${tests.keyspace}.${name}`);
      expect(rows[0]?.get('ttl')).toBeGreaterThan(500);
    }
  });

  it('takes all fields, and deletes by its statement', async () => {
    const name = await table('id int, product text, amount bigint, PRIMARY KEY (id, product)');
    const task = await start(`INSERT INTO ${name} SELECT * FROM orders`, {
      'connect.cassandra.delete.enabled': 'true',
      'connect.cassandra.delete.statement': `DELETE FROM ${name} WHERE id = ? AND product = ?`,
      'connect.cassandra.delete.struct_flds': 'id,product',
    });
    const key = structSchema([
      ['id', INT32_SCHEMA],
      ['product', STRING_SCHEMA],
    ]);
    const keyed = (product: string, one: SinkRecord): SinkRecord => ({
      ...one,
      keySchema: key,
      key: new Struct(key, [1, product]),
    });
    await task.put([
      schemaless(null, { id: 1, PRODUCT: 'a', amount: 1 }),
      schemaless(null, { id: 1, product: 'b', amount: 2 }),
    ]);
    await task.put([keyed('a', record({ id: 1, offset: 5 }))]);
    expect(await tests.select(name)).toEqual([{ id: 1, product: 'b', amount: 2 }]);
  });
});
