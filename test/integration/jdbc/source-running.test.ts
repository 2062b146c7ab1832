import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConnectError } from '../../../lib/connect/errors.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import { databases, type TestDatabase } from './databases.ts';
import { awaitRecords, fieldOfAll, offsetsAfter, readBatches, readOnce, startTask } from './tasks.ts';

const { signal } = new AbortController();

const exposeGc = (): (() => void) => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
};

describe.each(databases)('%s', (name, create) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.close());

  const config = (more = {}) => ({
    ...database.config,
    'topic.prefix': 'shop-',
    'poll.interval.ms': '0',
    'poll.linger.ms': '0',
    mode: 'incrementing',
    ...more,
  });
  const createTable = (table: string) =>
    database.run(`CREATE TABLE ${table} (id ${database.serial}, payload varchar(2000) NOT NULL)`);
  const insert = (table: string, from: number, to: number) => {
    const rows = Array.from({ length: to - from }, (_, index) => `(${from + index}, 'p${from + index}')`);
    return database.run(`INSERT INTO ${table} (id, payload) VALUES ${rows.join(',')}`);
  };

  test('copies every row once while others are being inserted', async () => {
    await createTable('busy');
    const task = await startTask(config({ 'table.whitelist': 'busy', 'batch.max.rows': '7' }));
    const total = 300;
    const writing = (async () => {
      for (let next = 1; next <= total; next += 10) await insert('busy', next, Math.min(next + 10, total + 1));
    })();
    const records: SourceRecord[] = [];
    while (records.length < total) records.push(...((await task.poll(signal)) ?? []));
    await writing;
    expect(fieldOfAll(records, 'id')).toEqual(Array.from({ length: total }, (_, index) => index + 1));
  });

  test('streams a large table in flat memory', async () => {
    const total = 20_000;
    const collectGarbage = exposeGc();
    await createTable('large');
    const filler = 'x'.repeat(1900);
    for (let next = 1; next <= total; next += 1000) {
      const rows = Array.from({ length: 1000 }, (_, index) => `(${next + index}, '${next + index}${filler}')`);
      await database.run(`INSERT INTO large (id, payload) VALUES ${rows.join(',')}`);
    }
    const task = await startTask(config({ 'table.whitelist': 'large', 'batch.max.rows': '500' }));
    let count = 0;
    const heaps: number[] = [];
    for (let batch = await task.poll(signal); batch !== null; batch = await task.poll(signal)) {
      count += batch.length;
      collectGarbage();
      heaps.push(process.memoryUsage().heapUsed + process.memoryUsage().external);
    }
    expect(count).toBe(total);
    // The table is 40 MB.
    expect(Math.max(...heaps) - Math.min(...heaps)).toBeLessThan(16_000_000);
  });

  test('finds new tables, goes on without dropped ones, and takes a table up again where it was', async () => {
    await createTable('first_one');
    await insert('first_one', 1, 4);
    const log: unknown[] = [];
    const logger = {
      debug: () => {},
      info: () => {},
      error: () => {},
      warn: (message: string) => void log.push(message),
    };
    const regexes = {
      'table.include.list': '.*_one',
      'incrementing.column.mapping': '.*:id',
      'table.poll.interval.ms': '1',
    };
    const task = await startTask(config(regexes), new Map(), logger);
    expect((await awaitRecords(task)).map(({ topic }) => topic)).toEqual(Array(3).fill('shop-first_one'));
    await createTable('second_one');
    await insert('second_one', 1, 2);
    const [second] = await awaitRecords(task);
    expect(second?.topic).toBe('shop-second_one');
    await database.run('DROP TABLE first_one');
    expect(await readBatches(task)).toEqual([]);
    expect(log).toContainEqual(expect.stringMatching(/Tables are gone|A table is gone/));
    await createTable('first_one');
    await insert('first_one', 3, 6);
    expect(fieldOfAll((await readBatches(task)).flat(), 'id')).toEqual([4, 5]);
    await insert('second_one', 2, 3);
    const [again] = await awaitRecords(task);
    expect(again?.sourcePartition).toBe(second?.sourcePartition);
  });

  test('a table dropped between two looks is noticed by its query', async () => {
    await createTable('doomed');
    await insert('doomed', 1, 2);
    const task = await startTask(config({ 'table.whitelist': 'doomed' }));
    expect(await awaitRecords(task)).toHaveLength(1);
    await database.run('DROP TABLE doomed');
    expect(await task.poll(signal)).toBeNull();
    expect(await task.poll(signal)).toBeNull();
  });

  test('every table falls in exactly one share', async () => {
    for (let table = 0; table < 6; table += 1) {
      await createTable(`part${table}`);
      await insert(`part${table}`, 1, 2);
    }
    const topics: string[][] = [];
    for (const share of ['0/3', '1/3', '2/3']) {
      const only = { 'table.include.list': '.*part\\d', 'incrementing.column.mapping': '.*:id', 'tables.share': share };
      topics.push((await readOnce(config(only))).map(({ topic }) => topic));
    }
    expect(topics.flat().toSorted()).toEqual([0, 1, 2, 3, 4, 5].map((table) => `shop-part${table}`));
    expect(topics.filter((share) => share.length > 0).length).toBeGreaterThan(1);
  });

  test('a column added between two polls gives a new schema, an unchanged table the same', async () => {
    await createTable('growing');
    await insert('growing', 1, 2);
    const task = await startTask(config({ 'table.whitelist': 'growing' }));
    const [first] = await awaitRecords(task);
    await insert('growing', 2, 3);
    const [second] = await awaitRecords(task);
    expect(second?.valueSchema).toBe(first?.valueSchema);
    await database.run('ALTER TABLE growing ADD COLUMN extra int');
    await insert('growing', 3, 4);
    const [third] = await awaitRecords(task);
    expect(third?.valueSchema).not.toBe(first?.valueSchema);
    expect(fieldOfAll([...(third === undefined ? [] : [third])], 'extra')).toEqual([null]);
  });

  test('an aborted poll returns at once, and the next one loses nothing', async () => {
    await createTable('waiting');
    const task = await startTask(
      config({ 'table.whitelist': 'waiting', 'poll.interval.ms': '60000', 'poll.linger.ms': '1000' }),
    );
    const controller = new AbortController();
    const poll = task.poll(controller.signal);
    controller.abort();
    expect(await poll).toBeNull();
    expect(await task.poll(AbortSignal.abort())).toBeNull();
    await insert('waiting', 1, 3);
    const fresh = await readOnce(config({ 'table.whitelist': 'waiting' }));
    expect(fieldOfAll(fresh, 'id')).toEqual([1, 2]);
  });

  test('a wrong query fails the task at once, and shows nothing when it is masked', async () => {
    const query = 'SELECT nonsense FROM nowhere_at_all';
    const plain = await startTask(config({ mode: 'bulk', query, 'topic.prefix': 'q' }));
    await expect(plain.poll(signal)).rejects.toThrow(/^Failed to query query: .*nowhere_at_all/);
    const masked = await startTask(config({ mode: 'bulk', 'query.masked': query, 'topic.prefix': 'q' }));
    const error = await masked.poll(signal).catch((thrown: unknown) => thrown);
    expect(error).toEqual(new ConnectError('Failed to query query'));
    expect(error instanceof Error && error.cause).toBeUndefined();
  });

  test('isolation levels and unquoted names are accepted', async () => {
    await createTable('level');
    await insert('level', 1, 2);
    const more = { 'table.whitelist': 'level', 'transaction.isolation.mode': 'SERIALIZABLE' };
    for (const key of ['quote.sql.identifiers', 'sql.quote.identifiers', 'table.names.qualify']) {
      const value = key === 'quote.sql.identifiers' ? 'never' : 'false';
      const records = await readOnce(config({ ...more, [key]: value }));
      expect(fieldOfAll(records, 'payload')).toEqual(['p1']);
      expect(await readOnce(config({ ...more, [key]: value }), offsetsAfter(records))).toEqual([]);
    }
  });

  test.runIf(name !== 'sqlite')(
    'an unreachable or refusing database is named with the cause, without the password',
    async () => {
      const [, host] = /\/\/([^/]+)/.exec(database.config['connection.url'] ?? '') ?? [];
      const attempt = {
        'connection.attempts': '2',
        'connection.backoff.ms': '1',
        'connection.password': 'wrong-secret',
      };
      const refused = await startTask(config(attempt)).catch((thrown: unknown) => thrown);
      expect(refused).toBeInstanceOf(ConnectError);
      expect(String(refused)).toContain(`Failed to connect to ${name === 'postgres' ? 'postgresql' : name}://${host}/`);
      expect(String(refused)).toMatch(/password authentication failed|Access denied/);
      expect(JSON.stringify([String(refused), refused])).not.toContain('wrong-secret');
      const subprotocol = name === 'postgres' ? 'postgresql' : name;
      const nowhere = startTask(config({ ...attempt, 'connection.url': `jdbc:${subprotocol}://127.0.0.1:1/db` }));
      await expect(nowhere).rejects.toThrow(/127\.0\.0\.1:1\/db: connect ECONNREFUSED/);
    },
  );
});
