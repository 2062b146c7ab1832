import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { dateSchema, decimalSchema, timeSchema, timestampSchema } from '../../../lib/connect/logical-types.ts';
import {
  arraySchema,
  INT32_SCHEMA,
  INT64_SCHEMA,
  primitiveSchema,
  type Schema,
  structSchema,
} from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { databases, type TestDatabase } from './databases.ts';
import { sinkRecords, startSink } from './sink-tasks.ts';
import { fieldOfAll, readOnce } from './tasks.ts';

const optional = { optional: true };
const named = (type: 'INT32' | 'INT64' | 'STRING', name: string): Schema =>
  primitiveSchema(type, { name, optional: true });

/** One field of every kind, and two rows of the ends of what it holds. */
const KINDS: ReadonlyArray<readonly [name: string, schema: Schema, low: ConnectValue, high: ConnectValue]> = [
  ['b', primitiveSchema('BOOLEAN', optional), false, true],
  ['i8', primitiveSchema('INT8', optional), -128, 127],
  ['i16', primitiveSchema('INT16', optional), -32_768, 32_767],
  ['i32', primitiveSchema('INT32', optional), -(2 ** 31), 2 ** 31 - 1],
  ['i64', primitiveSchema('INT64', optional), -(2n ** 63n), 2n ** 63n - 1n],
  ['f32', primitiveSchema('FLOAT32', optional), -0.5, 1024.25],
  ['f64', primitiveSchema('FLOAT64', optional), -1e-300, 0.1],
  ['s', primitiveSchema('STRING', optional), '', `it's "100 %", \\ 𝄞 ${'x'.repeat(70_000)}`],
  ['y', primitiveSchema('BYTES', optional), new Uint8Array(), Uint8Array.from({ length: 256 }, (_, index) => index)],
  ['d', decimalSchema(10, optional), Decimal.parse('-12345678901234567890.1234567890'), Decimal.parse('0.0000000001')],
  ['day', dateSchema(optional), new Date('1890-02-28T00:00:00Z'), new Date('2124-12-31T00:00:00Z')],
  ['tod', timeSchema(optional), new Date('1970-01-01T00:00:00Z'), new Date('1970-01-01T23:59:59.999Z')],
  ['ts', timestampSchema(optional), new Date('1969-12-31T23:59:59.999Z'), new Date('2024-02-29T12:30:00.123Z')],
];

const SCHEMA = structSchema([
  ['id', INT64_SCHEMA],
  ...KINDS.map(([name, schema]): readonly [string, Schema] => [name, schema]),
]);

const row = (id: number, values: readonly ConnectValue[]) => ({
  value: [SCHEMA, new Struct(SCHEMA, [id, ...values])] as const,
});

/** As the source reads what was written: SQLite has but one integer type, and MySQL's INT8 is a boolean's. */
const plain = (value: unknown): unknown => {
  if (value instanceof Decimal) return value.toString().replace(/\.?0+$/, '');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'bigint' ? value.toString() : value;
};

describe.each(databases)('%s', (name, create) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await create();
  });
  afterEach(() => database.close());

  const readBack = async (columns: readonly string[]): Promise<unknown[][]> => {
    const records = await readOnce({
      ...database.config,
      'topic.prefix': 'x-',
      mode: 'incrementing',
      'incrementing.column.name': 'id',
      'table.whitelist': 'target',
    });
    return columns.map((column) => fieldOfAll(records, column).map(plain));
  };

  test('stores every type in a table that it creates, and the source reads it again unchanged', async () => {
    const task = await startSink({
      ...database.config,
      'auto.create': 'true',
      'pk.mode': 'record_value',
      'pk.fields': 'id',
    });
    const none = KINDS.map(() => null);
    await task.put(
      sinkRecords('target', [
        row(
          1,
          KINDS.map(([, , low]) => low),
        ),
        row(
          2,
          KINDS.map(([, , , high]) => high),
        ),
        row(3, none),
      ]),
    );
    const read = await readBack(KINDS.map(([column]) => column));
    KINDS.forEach(([column, , low, high], index) => {
      expect([column, ...(read[index] ?? [])]).toEqual([column, plain(low), plain(high), null]);
    });
  });

  test('writes timestamps as the clock of db.timezone reads them', async () => {
    await database.run(`CREATE TABLE target (id bigint NOT NULL PRIMARY KEY, at ${database.timestamp})`);
    const schema = structSchema([
      ['id', INT64_SCHEMA],
      ['at', timestampSchema()],
    ]);
    const zone = { 'db.timezone': 'Asia/Kolkata' };
    const task = await startSink({ ...database.config, ...zone });
    const value = new Struct(schema, [1, new Date('2024-02-29T20:30:00.123Z')]);
    await task.put(sinkRecords('target', [{ value: [schema, value] }]));
    const [[stored] = []] = await database.select('SELECT at FROM target');
    if (name === 'sqlite') expect(stored).toBe(String(Date.UTC(2024, 1, 29, 20, 30, 0, 123)));
    else expect(stored).toMatch(/^2024-03-01 02:00:00\.123/);
  });

  test('writes the types of Debezium’s sources as what they mean, or into integers as they are', async () => {
    const schema = structSchema([
      ['id', INT64_SCHEMA],
      ['day', named('INT32', 'io.debezium.time.Date')],
      ['tod', named('INT64', 'io.debezium.time.MicroTime')],
      ['ts', named('INT64', 'io.debezium.time.MicroTimestamp')],
      ['zoned', named('STRING', 'io.debezium.time.ZonedTimestamp')],
      ['js', named('STRING', 'io.debezium.data.Json')],
      ['uid', named('STRING', 'io.debezium.data.Uuid')],
      ['raw', named('INT64', 'io.debezium.time.MicroTimestamp')],
    ]);
    const micros = 1_709_209_800_123_456;
    const uuid = '0191f8a0-7b1c-7e6a-9c51-1f1f1f1f1f1f';
    const values = [1, 19_782, 45_000_000_001, micros, '2024-02-29T12:30:00.5+02:00', '{"a": 1}', uuid, micros];
    await database.run('CREATE TABLE target (id bigint NOT NULL PRIMARY KEY, raw bigint)');
    const task = await startSink({ ...database.config, 'auto.evolve': 'true' });
    await task.put(sinkRecords('target', [{ value: [schema, new Struct(schema, values)] }]));
    const [day, tod, ts, zoned, js, uid, raw] = await readBack(['day', 'tod', 'ts', 'zoned', 'js', 'uid', 'raw']);
    expect([day, tod, ts, zoned]).toEqual([
      [new Date('2024-02-29T00:00:00Z')],
      [new Date('1970-01-01T12:30:00.000Z')],
      [new Date('2024-02-29T12:30:00.123Z')],
      [new Date('2024-02-29T10:30:00.500Z')],
    ]);
    expect(JSON.parse(String(js?.[0]))).toEqual({ a: 1 });
    expect([uid, raw]).toEqual([[uuid], [micros]]);
  });

  test.each([
    [{}, '0999-12-27'],
    [{ 'date.calendar.system': 'PROLEPTIC_GREGORIAN' }, '1000-01-01'],
  ])('%o: names old days of Connect’s types so, Debezium’s as databases do', async (settings, ofConnect) => {
    const [day, moment] = name === 'sqlite' ? ['text', 'text'] : ['date', database.timestamp];
    await database.run(
      `CREATE TABLE target (id bigint NOT NULL PRIMARY KEY, cd ${day}, ed ${day}, ct ${moment}, et ${moment})`,
    );
    const schema = structSchema([
      ['id', INT64_SCHEMA],
      ['cd', dateSchema(optional)],
      ['ed', named('INT32', 'io.debezium.time.Date')],
      ['ct', timestampSchema(optional)],
      ['et', named('INT64', 'io.debezium.time.MicroTimestamp')],
    ]);
    const newYear = new Date('1000-01-01T00:00:00Z');
    const values = [1, newYear, newYear.getTime() / 86_400_000, newYear, newYear.getTime() * 1000];
    const task = await startSink({ ...database.config, ...settings });
    await task.put(sinkRecords('target', [{ value: [schema, new Struct(schema, values)] }]));
    const [row = []] = await database.select('SELECT cd, ed, ct, et FROM target');
    expect(row.map((text) => text?.slice(0, 10))).toEqual([ofConnect, '1000-01-01', ofConnect, '1000-01-01']);
    const records = await readOnce({
      ...database.config,
      ...settings,
      'topic.prefix': 'x-',
      mode: 'bulk',
      'table.whitelist': 'target',
    });
    if (name !== 'sqlite') expect(fieldOfAll(records, 'cd')).toEqual([newYear]);
  });

  test('writes the numbers of timestamp.fields.list as timestamps', async () => {
    const schema = structSchema([
      ['id', INT64_SCHEMA],
      ['a', INT64_SCHEMA],
      ['b', primitiveSchema('STRING')],
    ]);
    const task = await startSink({ ...database.config, 'auto.create': 'true', 'timestamp.fields.list': 'a,b' });
    const value = new Struct(schema, [1, 1_709_209_800_123_456, '-1']);
    await task.put(sinkRecords('target', [{ value: [schema, value] }]));
    expect(await readBack(['a', 'b'])).toEqual([
      [new Date('2024-02-29T12:30:00.123Z')],
      [new Date('1969-12-31T23:59:59.999Z')],
    ]);
  });

  test('creates columns with the defaults of the fields', async () => {
    const schema = structSchema([
      ['id', INT64_SCHEMA],
      ['s', primitiveSchema('STRING', { defaultValue: "it's \\ so", optional: true })],
      ['n', primitiveSchema('INT32', { defaultValue: 7 })],
      ['b', primitiveSchema('BOOLEAN', { defaultValue: true })],
      ['y', primitiveSchema('BYTES', { defaultValue: Uint8Array.of(1, 255), optional: true })],
      ['d', decimalSchema(2, { defaultValue: Decimal.parse('1.50') })],
      ['ts', timestampSchema({ defaultValue: new Date('2024-02-29T12:30:00.123Z') })],
    ]);
    const task = await startSink({ ...database.config, 'auto.create': 'true', 'replace.null.with.default': 'false' });
    const full = new Struct(schema, [1, null, 1, false, null, Decimal.parse('2.00'), new Date(0)]);
    await task.put(sinkRecords('target', [{ value: [schema, full] }]));
    await database.run('INSERT INTO target (id) VALUES (2)');
    expect(await readBack(['s', 'n', 'b', 'y', 'd', 'ts'])).toEqual([
      [null, "it's \\ so"],
      [1, 7],
      [0, 1],
      [null, '01ff'],
      ['2', '1.5'],
      [new Date(0), new Date('2024-02-29T12:30:00.123Z')],
    ]);
  });

  test('refuses what the column would round, cut or not take', async () => {
    await database.run(
      'CREATE TABLE target (id integer NOT NULL PRIMARY KEY, d decimal(10,2), s varchar(3) CHECK (length(s) <= 3))',
    );
    const schema = structSchema([
      ['id', INT64_SCHEMA],
      ['d', decimalSchema(4, optional)],
      ['s', primitiveSchema('STRING', optional)],
    ]);
    const reports = new Map<number, string>();
    const task = await startSink(database.config, reports);
    const rows: ConnectValue[][] = [
      [1, Decimal.parse('1.5000'), 'abc'],
      [2, Decimal.parse('1.5001'), 'abc'],
      [3, null, 'abcd'],
      [4, null, null],
      [name === 'sqlite' ? 4 : 2n ** 40n, null, null],
    ];
    await task.put(
      sinkRecords(
        'target',
        rows.map((values) => ({ value: [schema, new Struct(schema, values)] as const })),
      ),
    );
    expect([...reports.keys()].sort()).toEqual([1, 2, 4]);
    expect(reports.get(1)).toContain('1.5001 has more digits after the point than the 2 of its column');
    expect((await database.select('SELECT id FROM target ORDER BY id')).flat()).toEqual(['1', '4']);
  });
});

describe('arrays', () => {
  const schema = structSchema([
    ['id', INT64_SCHEMA],
    ['n', arraySchema(INT32_SCHEMA, optional)],
    ['s', arraySchema(primitiveSchema('STRING', optional), optional)],
    ['t', arraySchema(timestampSchema(), optional)],
  ]);
  const values = [1, [1, 2], ['a"b\\', null, '{,}', ''], [new Date('2024-02-29T12:30:00.123Z')]];
  const open = async (name: string): Promise<TestDatabase> => {
    const create = databases.find(([one]) => one === name)?.[1];
    if (create === undefined) throw new Error(`no ${name}`);
    return create();
  };

  test('are stored by PostgreSQL', async () => {
    const database = await open('postgres');
    const task = await startSink({ ...database.config, 'auto.create': 'true' });
    await task.put(sinkRecords('target', [{ value: [schema, new Struct(schema, values)] }]));
    const records = await readOnce({
      ...database.config,
      'topic.prefix': 'x-',
      mode: 'bulk',
      'table.whitelist': 'target',
    });
    expect(['n', 's', 't'].map((field) => fieldOfAll(records, field)[0])).toEqual(values.slice(1));
    await database.close();
  });

  test('are refused by the others, which say why', async () => {
    const database = await open('sqlite');
    const task = await startSink({ ...database.config, 'auto.create': 'true' });
    await expect(task.put(sinkRecords('target', [{ value: [schema, new Struct(schema, values)] }]))).rejects.toThrow(
      "null (ARRAY) type doesn't have a mapping to a column type of SQLite",
    );
    await database.close();
  });
});
