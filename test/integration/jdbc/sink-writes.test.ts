import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import {
  INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  primitiveSchema,
  STRING_SCHEMA,
  structSchema,
} from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { databases, type TestDatabase } from './databases.ts';
import { sinkRecords, startSink } from './sink-tasks.ts';

const KEY = structSchema([['id', INT64_SCHEMA]]);
const VALUE = structSchema([['name', OPTIONAL_STRING_SCHEMA]]);
const WIDER = structSchema([
  ['name', OPTIONAL_STRING_SCHEMA],
  ['email', OPTIONAL_STRING_SCHEMA],
]);

const key = (id: number | bigint) => [KEY, new Struct(KEY, [id])] as const;
const put = (id: number | bigint, name: string | null) => ({
  key: key(id),
  value: [VALUE, new Struct(VALUE, [name])] as const,
});
const wider = (id: number, name: string, email: string) => ({
  key: key(id),
  value: [WIDER, new Struct(WIDER, [name, email])] as const,
});
const tombstone = (id: number | bigint) => ({ key: key(id) });

const BY_KEY = { 'insert.mode': 'upsert', 'pk.mode': 'record_key', 'auto.create': 'true' };
const WITH_DELETES = { ...BY_KEY, 'delete.enabled': 'true' };

describe.each(databases)('%s', (name, create) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await create();
  });
  afterEach(() => database.close());

  const names = async (): Promise<readonly string[]> =>
    (await database.select('SELECT id, name FROM target ORDER BY id')).map((row) => row.join('='));

  test('keeps the last of each key, and deletes what has a tombstone', async () => {
    const task = await startSink({ ...database.config, ...WITH_DELETES });
    await task.put(
      sinkRecords('target', [tombstone(9), put(1, 'a'), put(2, 'b'), put(1, 'c'), tombstone(2), put(3, 'd')]),
    );
    expect(await names()).toEqual(['1=c', '3=d']);
    await task.put(sinkRecords('target', [put(2, 'e'), tombstone(1), put(1, 'f'), tombstone(3), tombstone(8)]));
    expect(await names()).toEqual(['1=f', '2=e']);
  });

  test('tells keys apart to the last digit', async () => {
    const task = await startSink({ ...database.config, ...WITH_DELETES });
    const large = 2n ** 53n;
    await task.put(sinkRecords('target', [put(large, 'a'), put(large + 1n, 'b'), put(large + 2n, 'c')]));
    await task.put(sinkRecords('target', [tombstone(large + 1n)]));
    expect(await names()).toEqual([`${large}=a`, `${large + 2n}=c`]);
    const update = await startSink({ ...database.config, ...WITH_DELETES, 'insert.mode': 'update' });
    await update.put(sinkRecords('target', [put(large + 2n, 'z'), put(large + 3n, 'none')]));
    expect(await names()).toEqual([`${large}=a`, `${large + 2n}=z`]);
  });

  test('tells text keys apart by case and accent', async () => {
    const task = await startSink({ ...database.config, ...WITH_DELETES, 'pk.fields': 'id' });
    const text = (id: string, value: string) => ({
      key: [STRING_SCHEMA, id] as const,
      value: [VALUE, new Struct(VALUE, [value])] as const,
    });
    await task.put(
      sinkRecords('target', [text('a', '1'), text('A', '2'), text('á', '3'), { key: [STRING_SCHEMA, 'a'] }]),
    );
    expect((await names()).toSorted()).toEqual(['A=2', 'á=3'].toSorted());
  });

  test('deletes by keys of several columns', async () => {
    const both = structSchema([
      ['a', INT64_SCHEMA],
      ['b', STRING_SCHEMA],
    ]);
    const of = (a: number, b: string) => [both, new Struct(both, [a, b])] as const;
    const task = await startSink({ ...database.config, ...WITH_DELETES });
    const value = [VALUE, new Struct(VALUE, ['x'])] as const;
    await task.put(
      sinkRecords('target', [
        { key: of(1, 'x'), value },
        { key: of(1, 'y'), value },
        { key: of(2, 'x'), value },
        { key: of(1, 'y') },
        { key: of(2, 'x') },
      ]),
    );
    expect(await database.select('SELECT a, b FROM target')).toEqual([['1', 'x']]);
  });

  test('inserts and deletes in the order of the records', async () => {
    const task = await startSink({ ...database.config, ...WITH_DELETES, 'insert.mode': 'insert' });
    await task.put(sinkRecords('target', [put(1, 'a'), tombstone(1), put(1, 'b'), put(2, 'c'), tombstone(2)]));
    expect(await names()).toEqual(['1=b']);
  });

  test('adds columns as records have them, in a batch of old and new ones', async () => {
    const task = await startSink({ ...database.config, ...BY_KEY, 'auto.evolve': 'true' });
    await task.put(sinkRecords('target', [put(1, 'a')]));
    await task.put(
      sinkRecords('target', [put(2, 'b'), wider(3, 'c', 'c@x'), put(3, 'd'), wider(1, 'e', 'e@x'), put(4, 'f')]),
    );
    expect(await database.select('SELECT id, name, email FROM target ORDER BY id')).toEqual([
      ['1', 'e', 'e@x'],
      ['2', 'b', null],
      ['3', 'd', 'c@x'],
      ['4', 'f', null],
    ]);
  });

  test('says what is missing where it may not be made', async () => {
    const none = await startSink({ ...database.config, ...BY_KEY, 'auto.create': 'false' });
    await expect(none.put(sinkRecords('target', [put(1, 'a')]))).rejects.toThrow(
      /^Record target-0@0 cannot be written: Table .target. is missing and auto-creation is disabled$/,
    );
    await database.run('CREATE TABLE target (id bigint NOT NULL PRIMARY KEY, NAME varchar(20))');
    await none.put(sinkRecords('target', [put(1, 'a')]));
    await expect(none.put(sinkRecords('target', [wider(1, 'a', 'b')]))).rejects.toThrow(
      "is missing fields ([SinkRecordField{schema=Schema{STRING}, name='email', isPrimaryKey=false}]) and auto-evolution is disabled",
    );
    const required = structSchema([['age', primitiveSchema('INT32')]]);
    const evolving = await startSink({ ...database.config, ...BY_KEY, 'auto.evolve': 'true' });
    await expect(
      evolving.put(sinkRecords('target', [{ key: key(1), value: [required, new Struct(required, [1])] }])),
    ).rejects.toThrow('as the field is not optional and does not have a default value');
  });

  test('stores a batch without its poison records, which are reported', async () => {
    await database.run('CREATE TABLE target (id bigint NOT NULL PRIMARY KEY, name varchar(20) NOT NULL)');
    const reports = new Map<number, string>();
    const task = await startSink({ ...database.config, 'pk.mode': 'record_key' }, reports);
    const records = Array.from({ length: 500 }, (_, id) => put(id === 300 ? 17 : id, id === 123 ? null : `n${id}`));
    await task.put(sinkRecords('target', records));
    expect([...reports.keys()].sort()).toEqual([123, 300]);
    const stored = (await names()).length;
    expect(stored).toBe(498);
    const strict = await startSink({ ...database.config, 'pk.mode': 'record_key' });
    await expect(strict.put(sinkRecords('target', [put(1000, 'x'), put(5, 'twice')], 40))).rejects.toThrow(
      'Record target-0@41 cannot be written',
    );
    expect(await names()).toHaveLength(stored);
  });

  test('tries a batch again with a new connection, and finds a table that was made anew', async () => {
    const task = await startSink({ ...database.config, ...BY_KEY, 'max.retries': '1' });
    await task.put(sinkRecords('target', [put(1, 'a')]));
    await database.run('DROP TABLE target');
    await expect(task.put(sinkRecords('target', [put(2, 'b')]))).rejects.toBeInstanceOf(RetriableError);
    await task.put(sinkRecords('target', [put(2, 'b')]));
    expect(await names()).toEqual(['2=b']);
  });

  test('names tables by format and mapping, and fields by whitelist', async () => {
    const wide = [wider(1, 'a', 'a@x')];
    const formatted = await startSink({
      ...database.config,
      ...BY_KEY,
      'table.name.format': 'kafka_${topic}',
      'table.name.normalize': 'true',
      'fields.whitelist': 'email',
    });
    await formatted.put(sinkRecords('a.b-c', wide));
    expect(await database.select('SELECT * FROM kafka_a_b_c')).toEqual([['a@x', '1']]);
    const mapped = await startSink({ ...database.config, ...BY_KEY, 'topics.to.tables.mapping': 'orders:target' });
    await mapped.put(sinkRecords('orders', wide));
    expect(await names()).toEqual(['1=a']);
    await expect(mapped.put(sinkRecords('other', wide))).rejects.toThrow("couldn't be found in the topics to tables");
  });

  test('keeps Kafka’s coordinates as the key, so that what comes twice is there once', async () => {
    const config = { ...database.config, 'insert.mode': 'upsert', 'pk.mode': 'kafka', 'auto.create': 'true' };
    const records = sinkRecords('target', [put(1, 'a'), put(1, 'b')]);
    await (await startSink(config)).put(records);
    await (await startSink(config)).put(records);
    expect(await database.select('SELECT * FROM target ORDER BY __connect_offset')).toEqual([
      ['target', '0', '0', 'a'],
      ['target', '0', '1', 'b'],
    ]);
  });

  test('takes strings, and refuses what is neither string nor struct', async () => {
    const reports = new Map<number, string>();
    const task = await startSink({ ...database.config, 'auto.create': 'true', name: 'jdbc' }, reports);
    await task.put(sinkRecords('target', [{ value: [STRING_SCHEMA, 'hello'] }, { value: [INT64_SCHEMA, 1] }, {}]));
    expect(await database.select('SELECT * FROM target')).toEqual([['hello']]);
    expect(reports.get(1)).toBe(
      "Sink connector 'jdbc' is configured with 'delete.enabled=false' and 'pk.mode=none' and therefore requires records with a non-null Struct or String value and non-null Struct or String schema, but found record at (topic='target',partition=0,offset=1,timestamp=0) with a Number value and INT64 value schema.",
    );
    expect(reports.has(2)).toBe(true);
  });

  test('takes Debezium’s keys and change events', async () => {
    const SOURCE = structSchema([['table', STRING_SCHEMA]]);
    const envelope = structSchema(
      [
        ['before', { ...VALUE, optional: true }],
        ['after', { ...VALUE, optional: true }],
        ['op', STRING_SCHEMA],
        ['source', SOURCE],
      ],
      { name: 'shop.public.target.Envelope' },
    );
    const source = new Struct(SOURCE, ['origin']);
    const event = (id: number, op: string, after: string | null) => ({
      key: key(id),
      value: [
        envelope,
        new Struct(envelope, [null, after === null ? null : new Struct(VALUE, [after]), op, source]),
      ] as const,
    });
    const config = {
      ...database.config,
      'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector',
      'connection.username': database.config['connection.user'] ?? '',
      'insert.mode': 'upsert',
      'primary.key.mode': 'record_key',
      'primary.key.fields': 'id',
      'schema.evolution': 'basic',
      'use.time.zone': 'UTC',
    };
    const records = [event(1, 'c', 'a'), event(2, 'r', 'b'), event(1, 'u', 'c'), event(2, 'd', null), tombstone(2)];
    const keeping = await startSink({ ...config, 'collection.name.format': 'kept_${topic}' });
    await keeping.put(sinkRecords('shop.public', records));
    expect(await database.select('SELECT id, name FROM kept_shop_public ORDER BY id')).toEqual([
      ['1', 'c'],
      ['2', 'b'],
    ]);
    const deleting = await startSink({ ...config, 'delete.enabled': 'true', 'collection.name.format': 'target' });
    await deleting.put(sinkRecords('shop.public', [...records, event(3, 't', null)]));
    expect(await names()).toEqual(['1=c']);
    const named = await startSink({
      ...config,
      'delete.enabled': 'true',
      'collection.name.format': 'of_${source.table}',
    });
    await named.put(sinkRecords('shop.public', records));
    expect(await database.select('SELECT id, name FROM of_origin')).toEqual([['1', 'c']]);
    await expect(named.put(sinkRecords('shop.public', [put(5, 'e')]))).rejects.toThrow('is no change event');
    const truncation = { value: [envelope, new Struct(envelope, [null, null, 't', source])] as const };
    const emptying = await startSink({ ...config, 'truncate.enabled': 'true', 'collection.name.format': 'target' });
    await emptying.put(sinkRecords('shop.public', [event(4, 'c', 'd'), truncation, event(5, 'c', 'e')]));
    expect(await names()).toEqual(['5=e']);
    await emptying.put(sinkRecords('nowhere', [{ ...truncation, topic: 'nowhere' }]));
    expect(await names()).toEqual([]);
  });

  test('has room for many rows and columns in a statement', async () => {
    const fields = Array.from({ length: 40 }, (_, index) => [`c${index}`, INT64_SCHEMA] as const);
    const schema = structSchema(fields);
    const task = await startSink({ ...database.config, 'auto.create': 'true' });
    const records = Array.from({ length: 4001 }, (_, row) => ({
      value: [
        schema,
        new Struct(
          schema,
          fields.map((_field, column) => row * column),
        ),
      ] as const,
    }));
    await task.put(sinkRecords('target', records));
    expect(await database.select('SELECT count(*), sum(c39) FROM target')).toEqual([
      ['4001', String((4000 * 4001 * 39) / 2)],
    ]);
  });

  test.runIf(name === 'sqlite')('makes the file, as the driver of the original does', async () => {
    const file = join(tmpdir(), `${randomUUID()}.db`);
    const task = await startSink({ 'connection.url': `jdbc:sqlite:${file}`, ...BY_KEY });
    await task.put(sinkRecords('target', [put(1, 'a')]));
    await task.stop?.();
    expect(existsSync(file)).toBe(true);
    rmSync(file);
  });

  test.runIf(name !== 'sqlite')('takes a deadlock for what may pass', async () => {
    await database.run('CREATE TABLE target (id bigint NOT NULL PRIMARY KEY, name varchar(20))');
    await database.run("INSERT INTO target VALUES (1, 'a'), (2, 'b')");
    const task = await startSink({ ...database.config, ...BY_KEY, 'insert.mode': 'update' });
    await database.run('BEGIN');
    await database.run("UPDATE target SET name = 'mine' WHERE id = 2");
    const written = task.put(sinkRecords('target', [put(1, 'x'), put(2, 'x')])).then(
      () => 'written',
      (error) => error,
    );
    // Waits for the row that the task holds, as the task does for this one's; one of the two is given up.
    const own = await database.run("UPDATE target SET name = 'mine' WHERE id = 1").then(
      () => 'written',
      () => 'given up',
    );
    await database.run(own === 'written' ? 'COMMIT' : 'ROLLBACK');
    const outcome = await written;
    if (own === 'written') expect(['written', true]).toContain(outcome instanceof RetriableError || outcome);
    else expect(outcome).toBe('written');
  });
});
