import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import { databases, type TestDatabase } from './databases.ts';
import { awaitRecords, fieldOfAll, offsetsAfter, readBatches, readOnce, startTask } from './tasks.ts';

/** Twelve rows in three groups of equal timestamps, the ids running against the timestamps in part. */
const ROWS: ReadonlyArray<readonly [id: number, updatedAt: string]> = [
  [1, '2024-01-01 00:00:00.000001'],
  [2, '2024-01-01 00:00:00.000002'],
  [3, '2024-01-01 00:00:00.000002'],
  [4, '2024-01-01 00:00:00.000002'],
  [5, '2024-01-01 00:00:00.000003'],
  [6, '2024-06-30 23:59:59.999999'],
  [7, '2024-06-30 23:59:59.999999'],
  [8, '2024-06-30 23:59:59.999999'],
  [9, '2024-06-30 23:59:59.999999'],
  [10, '2023-05-05 05:05:05.500000'],
  [11, '2024-07-01 00:00:00.000000'],
  [12, '2024-07-01 00:00:00.000001'],
];
const BY_TIME = [...ROWS].sort(([a, at], [b, bt]) => (at === bt ? a - b : at < bt ? -1 : 1)).map(([id]) => id);
const BY_ID = ROWS.map(([id]) => id);

const insert = (rows: ReadonlyArray<readonly [number, string]>): string =>
  `INSERT INTO items (id, name, updated_at) VALUES ${rows.map(([id, at]) => `(${id}, 'n${id}', '${at}')`).join(',')}`;

describe.each(databases)('%s', (_name, create) => {
  let database: TestDatabase;
  let base: RawConfig;

  beforeAll(async () => {
    database = await create();
    const idle = { 'poll.interval.ms': '0', 'poll.linger.ms': '0' };
    base = { ...database.config, ...idle, 'topic.prefix': 'shop-', 'table.whitelist': 'items' };
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.run('DROP TABLE IF EXISTS items');
    await database.run(
      `CREATE TABLE items (id ${database.serial}, name varchar(20) NOT NULL, note varchar(20), updated_at ${database.timestamp} NOT NULL)`,
    );
    await database.run(insert(ROWS));
  });

  const incrementing = () => ({ ...base, mode: 'incrementing' });
  const timestamp = () => ({ ...base, mode: 'timestamp', 'timestamp.column.name': 'updated_at' });
  const both = () => ({ ...timestamp(), mode: 'timestamp+incrementing', 'incrementing.column.name': 'id' });
  const query = (more: RawConfig) => ({
    ...database.config,
    'topic.prefix': 'result',
    query: 'SELECT id, updated_at FROM items;',
    'incrementing.column.name': 'id',
    'timestamp.column.name': 'updated_at',
    'poll.interval.ms': '0',
    'poll.linger.ms': '0',
    ...more,
  });
  const ids = (records: readonly SourceRecord[]) => fieldOfAll(records, 'id');

  test('incrementing: all rows once, shaped as the original’s records', async () => {
    const records = await readOnce(incrementing());
    expect(ids(records)).toEqual(BY_ID);
    const [first, second] = records;
    expect(first).toMatchObject({
      topic: 'shop-items',
      kafkaPartition: null,
      keySchema: null,
      key: null,
      timestamp: null,
      headers: [],
      sourcePartition: { protocol: '1', table: `${database.qualifier}items` },
      sourceOffset: { incrementing: 1 },
    });
    expect(first?.valueSchema).toMatchObject({ type: 'STRUCT', name: 'items' });
    expect(second?.sourcePartition).toBe(first?.sourcePartition);
    expect(second?.valueSchema).toBe(first?.valueSchema);
    const { fields } = first?.valueSchema?.type === 'STRUCT' ? first.valueSchema : { fields: [] };
    expect(fields.map(({ name, schema }) => [name, schema.optional])).toEqual([
      ['id', false],
      ['name', false],
      ['note', true],
      ['updated_at', false],
    ]);
  });

  test.each([1, 5, 12, 1000])('every mode reads everything in batches of at most %i', async (rows) => {
    for (const config of [
      incrementing(),
      timestamp(),
      both(),
      { ...base, mode: 'bulk', 'poll.interval.ms': '60000' },
    ]) {
      const batches = await readBatches(await startTask({ ...config, 'batch.max.rows': String(rows) }));
      expect(batches.every((batch) => batch.length <= rows)).toBe(true);
      expect(ids(batches.flat()).toSorted((a, b) => Number(a) - Number(b))).toEqual(BY_ID);
    }
  });

  test('incrementing: resumes exactly from the offset of every record', async () => {
    const records = await readOnce(incrementing());
    for (let i = 0; i < records.length; i += 1)
      expect(ids(await readOnce(incrementing(), offsetsAfter(records.slice(0, i + 1))))).toEqual(BY_ID.slice(i + 1));
  });

  test('timestamp+incrementing: in order of time, resuming exactly from the offset of every record', async () => {
    const records = await readOnce(both());
    expect(ids(records)).toEqual(BY_TIME);
    expect(records.at(-1)?.sourceOffset).toEqual({
      incrementing: 12,
      timestamp: Date.parse('2024-07-01T00:00:00.000Z'),
      timestamp_nanos: 1000,
    });
    for (let i = 0; i < records.length; i += 1)
      expect(ids(await readOnce(both(), offsetsAfter(records.slice(0, i + 1))))).toEqual(BY_TIME.slice(i + 1));
  });

  test.each([1, 2, 3, 1000])(
    'timestamp: no row of a tie is lost whatever record is the last, in batches of %i',
    async (rows) => {
      const config = { ...timestamp(), 'batch.max.rows': String(rows) };
      const records = await readOnce(config);
      expect(ids(records).length).toBe(12);
      const timeOf = new Map(ROWS);
      for (let i = 0; i < records.length; i += 1) {
        const again = ids(await readOnce(config, offsetsAfter(records.slice(0, i + 1))));
        const rest = ids(records.slice(i + 1));
        expect(again).toEqual(expect.arrayContaining([...rest]));
        const repeated = again.filter((id) => !rest.includes(id)).map((id) => timeOf.get(Number(id)));
        const last = timeOf.get(Number(ids(records)[i]));
        expect(repeated.every((time) => time === last)).toBe(true);
        // Only a tie that was not yet through is repeated.
        if (timeOf.get(Number(rest[0])) !== last) expect(repeated).toEqual([]);
      }
    },
  );

  test('timestamp: a running task goes on after the last timestamp, and sees updates', async () => {
    const task = await startTask(timestamp());
    expect((await readBatches(task)).flat()).toHaveLength(12);
    await database.run(`UPDATE items SET name = 'new', updated_at = '2024-08-01 00:00:00.000000' WHERE id = 3`);
    const records = await awaitRecords(task);
    expect(fieldOfAll(records, 'name')).toEqual(['new']);
    expect((await readBatches(task)).flat()).toEqual([]);
  });

  test('timestamp: rows younger than the delay wait', async () => {
    const future = '2999-01-01 00:00:00.000000';
    await database.run(insert([[13, future]]));
    expect(ids(await readOnce(timestamp()))).not.toContain(13);
    const century = String(100 * 365 * 24 * 3600 * 1000);
    expect(await readOnce({ ...timestamp(), 'timestamp.delay.interval.ms': century })).toEqual([]);
  });

  test('begins where timestamp.initial and incrementing.initial say', async () => {
    const from = String(Date.parse('2024-06-30T23:59:59.999Z'));
    expect(ids(await readOnce({ ...both(), 'timestamp.initial': from }))).toEqual([6, 7, 8, 9, 11, 12]);
    expect(ids(await readOnce({ ...both(), 'timestamp.initial.ms': from }))).toEqual([6, 7, 8, 9, 11, 12]);
    expect(await readOnce({ ...both(), 'timestamp.initial': '-1' })).toEqual([]);
    expect(ids(await readOnce({ ...incrementing(), 'incrementing.initial': '10' }))).toEqual([11, 12]);
  });

  test('coalesces several timestamp columns', async () => {
    await database.run(`ALTER TABLE items ADD COLUMN created_at ${database.timestamp}`);
    await database.run(`UPDATE items SET created_at = '2020-02-02 02:02:02.000000' WHERE id = 12`);
    const config = { ...both(), 'timestamp.column.name': 'created_at,updated_at' };
    const records = await readOnce(config);
    expect(ids(records)).toEqual([12, ...BY_TIME.slice(0, -1)]);
    for (let i = 0; i < records.length; i += 1)
      expect(ids(await readOnce(config, offsetsAfter(records.slice(0, i + 1))))).toEqual(ids(records).slice(i + 1));
  });

  test('takes the columns of the mapping that matches the table', async () => {
    const { 'table.whitelist': _list, ...rest } = base;
    const config = {
      ...rest,
      mode: 'timestamp+incrementing',
      'table.include.list': '.*item.*,none',
      'table.exclude.list': 'none',
      'timestamp.columns.mapping': 'other:[x],.*items:[note|updated_at]',
      'incrementing.column.mapping': '.*ite.*:ID',
    };
    await expect(readOnce(config)).rejects.toThrow('Timestamp column note of table');
    const fitting = { ...config, 'timestamp.columns.mapping': '.*items:[updated_at]' };
    expect(ids(await readOnce(fitting))).toEqual(BY_TIME);
    const ambiguous = { ...fitting, 'incrementing.column.mapping': '.*:id,.*items:id' };
    await expect(readOnce(ambiguous)).rejects.toThrow(
      `Included table '${database.qualifier}items' matches more than one of the provided regexes`,
    );
  });

  test('bulk: everything at each poll, and no sooner than the interval even in a new run', async () => {
    const config = { ...base, mode: 'bulk', 'poll.interval.ms': '20', 'poll.linger.ms': '1000' };
    const task = await startTask(config);
    expect(ids(await awaitRecords(task))).toHaveLength(12);
    const again = await awaitRecords(task);
    expect(ids(again)).toHaveLength(12);
    expect(again.slice(0, -1).every(({ sourceOffset }) => Object.keys(sourceOffset).length === 0)).toBe(true);
    expect(again.at(-1)?.sourceOffset).toEqual({ completed: expect.any(Number) });
    const hourly = { ...config, 'poll.interval.ms': '3600000', 'poll.linger.ms': '10' };
    expect(await readOnce(hourly, offsetsAfter(again))).toEqual([]);
    expect(await readOnce(hourly, offsetsAfter(again.slice(0, 3)))).toHaveLength(12);
  });

  test('query: one topic, in every mode, resuming exactly', async () => {
    for (const mode of ['incrementing', 'timestamp+incrementing']) {
      const records = await readOnce(query({ mode }));
      expect(ids(records)).toEqual(mode === 'incrementing' ? BY_ID : BY_TIME);
      expect(records[0]).toMatchObject({ topic: 'result', sourcePartition: { query: 'query' } });
      expect(records[0]?.valueSchema?.name).toBeUndefined();
      const resumed = await readOnce(query({ mode }), offsetsAfter(records.slice(0, 7)));
      expect(ids(resumed)).toEqual(ids(records.slice(7)));
    }
    const bulk = query({
      mode: 'bulk',
      query: '',
      'query.masked': 'SELECT id FROM items WHERE id < 3',
      'poll.interval.ms': '60000',
    });
    expect(ids(await readOnce(bulk))).toEqual([1, 2]);
    const suffixed = query({ mode: 'incrementing', 'query.suffix': ' LIMIT 4 ' });
    expect(ids(await awaitRecords(await startTask(suffixed)))).toEqual([1, 2, 3, 4]);
  });

  test('takes up the offsets that older versions of the original wrote under the plain name', async () => {
    const records = (await readOnce(incrementing())).map((record) => ({
      ...record,
      sourcePartition: { table: 'items' },
    }));
    expect(ids(await readOnce(incrementing(), offsetsAfter(records.slice(0, 4))))).toEqual(BY_ID.slice(4));
  });

  test('copies names that need quoting, and views when asked', async () => {
    const { quote } = database;
    const odd = `Odd na${quote}me. Ünï`;
    const quoted = `${quote}${odd.replaceAll(quote, quote + quote)}${quote}`;
    await database.run(`CREATE TABLE ${quoted} (${quote}Ke${quote}${quote}y 1${quote} ${database.serial})`);
    await database.run(`INSERT INTO ${quoted} VALUES (1), (2)`);
    await database.run('CREATE VIEW item_view AS SELECT * FROM items');
    const config = { ...base, 'table.whitelist': `${odd},item_view`, mode: 'bulk', 'poll.interval.ms': '60000' };
    const records = await readOnce({ ...config, 'table.types': 'table,VIEW' });
    expect(records.filter(({ topic }) => topic === 'shop-item_view')).toHaveLength(12);
    expect(
      fieldOfAll(
        records.filter(({ topic }) => topic === `shop-${odd}`),
        `Ke${quote}y 1`,
      ),
    ).toEqual([1, 2]);
    const increments = { ...config, mode: 'incrementing', 'table.whitelist': odd };
    const some = await readOnce(increments);
    expect(await readOnce(increments, offsetsAfter(some.slice(0, 1)))).toHaveLength(1);
    await database.run('DROP VIEW item_view');
    await database.run(`DROP TABLE ${quoted}`);
  });

  test('refuses columns that are missing, nullable or no timestamps, in the original’s words', async () => {
    const table = `${database.qualifier}items`;
    const refused = (more: RawConfig) => expect(readOnce({ ...both(), ...more })).rejects;
    await refused({ 'incrementing.column.name': 'nope' }).toThrow(
      `Incrementing column: nope does not exist in table '${table}'`,
    );
    await refused({ 'timestamp.column.name': 'a,updated_at,b' }).toThrow(
      `Timestamp columns: a, b do not exist in table '${table}'`,
    );
    await refused({ 'incrementing.column.name': 'note' }).toThrow(
      `Cannot make incremental queries using incrementing column note on ${table} because this column is nullable.`,
    );
    await database.run(`CREATE TABLE plain (a varchar(5) NOT NULL, t ${database.timestamp})`);
    await refused({ 'table.whitelist': 'plain', mode: 'incrementing', 'incrementing.column.name': '' }).toThrow(
      'has no auto-incrementing column',
    );
    await refused({ 'table.whitelist': 'plain', mode: 'timestamp', 'timestamp.column.name': 't' }).toThrow(
      'because all of these columns are nullable.',
    );
    await database.run('DROP TABLE plain');
  });
});
