import { afterEach, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { DataError } from '../../../lib/connect/errors.ts';
import { dateSchema, decimalSchema, timeSchema, timestampSchema } from '../../../lib/connect/logical-types.ts';
import { arraySchema, type PrimitiveType, primitiveSchema, type Schema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { databases, type TestDatabase } from './databases.ts';
import { readOnce, stopTasks } from './tasks.ts';

type Expected = readonly [declaration: string, literal: string, schema: Schema, value: ConnectValue];

const opened: TestDatabase[] = [];
afterEach(async () => {
  await stopTasks();
  for (const database of opened.splice(0)) await database.close();
});

const open = async (name: string): Promise<TestDatabase> => {
  const create = databases.find(([known]) => known === name)?.[1];
  if (create === undefined) throw new Error(`No database ${name}`);
  const database = await create();
  opened.push(database);
  return database;
};

const optional = (type: PrimitiveType): Schema => primitiveSchema(type, { optional: true });
const decimal = (precision: number, scale: number): Schema =>
  decimalSchema(scale, { optional: true, parameters: { 'connect.decimal.precision': String(precision) } });
const date = dateSchema({ optional: true });
const time = timeSchema({ optional: true });
const timestamp = timestampSchema({ optional: true });
const at = (text: string) => new Date(text);
const bytes = (...values: number[]) => Buffer.from(values);

/** One row of one column each, and one row of nulls. */
const readTypes = async (database: TestDatabase, types: readonly Expected[], more: RawConfig = {}) => {
  const columns = types.map(([declaration], index) => `c${index} ${declaration}`);
  await database.run(`CREATE TABLE types (${columns.join(', ')})`);
  await database.run(`INSERT INTO types VALUES (${types.map(([, literal]) => literal).join(', ')})`);
  await database.run('INSERT INTO types (c0) VALUES (NULL)');
  const config = { ...database.config, 'topic.prefix': '', mode: 'bulk', 'poll.linger.ms': '0', ...more };
  const [first, second] = (await readOnce(config)).map(({ value }) => value);
  if (!(first instanceof Struct) || !(second instanceof Struct)) throw new Error('Two structs were expected');
  return { schemas: first.schema.fields.map(({ schema }) => schema), values: first.values, nulls: second.values };
};

const check = async (database: TestDatabase, types: readonly Expected[], more: RawConfig = {}) => {
  const { schemas, values, nulls } = await readTypes(database, types, more);
  types.forEach(([declaration, , schema, value], index) => {
    expect([declaration, schemas[index], values[index]]).toEqual([declaration, schema, value]);
  });
  expect(nulls.every((value) => value === null)).toBe(true);
};

test('PostgreSQL', async () => {
  const database = await open('postgres');
  await database.run(`CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN positive AS int CHECK (value > 0)`);
  await check(database, [
    ['smallint', '-32768', optional('INT16'), -32768],
    ['int', '2147483647', optional('INT32'), 2147483647],
    ['bigint', '9007199254740991', optional('INT64'), 9007199254740991],
    ['bigint', '9007199254740993', optional('INT64'), 9007199254740993n],
    ['bigint', '-9223372036854775808', optional('INT64'), -9223372036854775808n],
    ['oid', '4294967295', optional('INT64'), 4294967295],
    ['real', '0.1', optional('FLOAT32'), 0.1],
    ['double precision', '0.1', optional('FLOAT64'), 0.1],
    ['double precision', "'NaN'", optional('FLOAT64'), Number.NaN],
    [
      'numeric(38,10)',
      '1234567890123456789012345678.0123456789',
      decimal(38, 10),
      Decimal.parse('1234567890123456789012345678.0123456789'),
    ],
    ['numeric(5)', '42', decimal(5, 0), new Decimal(42n, 0)],
    ['numeric', '1.5', decimal(0, 127), Decimal.parse('1.5').withScale(127)],
    ['boolean', 'true', optional('BOOLEAN'), true],
    ['boolean', 'false', optional('BOOLEAN'), false],
    ['bit(1)', "B'1'", optional('BOOLEAN'), true],
    ['bit(8)', "B'11111111'", optional('INT8'), -1],
    ['bit(12)', "B'100000000001'", optional('BYTES'), Uint8Array.of(8, 1)],
    ['text', "'é\"''\\😀'", optional('STRING'), 'é"\'\\😀'],
    ['char(3)', "'a'", optional('STRING'), 'a  '],
    ['mood', "'ok'", optional('STRING'), 'ok'],
    ['positive', '7', optional('INT32'), 7],
    ['bytea', "'\\x00deadff'", optional('BYTES'), bytes(0, 0xde, 0xad, 0xff)],
    ['date', "'2024-02-29'", date, at('2024-02-29')],
    ['date', "'1500-03-01'", date, at('1500-03-11')],
    ['time', "'23:59:59.999999'", time, at('1970-01-01T23:59:59.999Z')],
    ['timetz', "'01:00:00+02'", time, at('1970-01-01T23:00:00Z')],
    ['timestamp', "'2024-01-01 00:00:00.123456'", timestamp, at('2024-01-01T00:00:00.123Z')],
    ['timestamp', "'1969-12-31 23:59:59.9999'", timestamp, at('1969-12-31T23:59:59.999Z')],
    ['timestamptz', "'2024-01-01 00:00:00+05:30'", timestamp, at('2023-12-31T18:30:00Z')],
    ['uuid', "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", optional('STRING'), 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
    ['json', `'{"a": 1.10}'`, optional('STRING'), '{"a": 1.10}'],
    ['jsonb', `'{"a":1.10}'`, optional('STRING'), '{"a": 1.10}'],
    ['xml', "'<a/>'", optional('STRING'), '<a/>'],
    ['money', "'-1234.5'", optional('FLOAT64'), -1234.5],
    ['inet', "'10.0.0.1/8'", optional('STRING'), '10.0.0.1/8'],
    ['interval', "'1 day 2 hours'", optional('STRING'), '1 day 02:00:00'],
    [
      'bigint[]',
      "'{1,NULL,9223372036854775807}'",
      arraySchema(optional('INT64'), { optional: true }),
      [1, null, 9223372036854775807n],
    ],
    [
      'text[]',
      `'{"a,b",NULL,"NULL","q\\"{}"}'`,
      arraySchema(optional('STRING'), { optional: true }),
      ['a,b', null, 'NULL', 'q"{}'],
    ],
    ['numeric(4,1)[]', "'{1.5}'", arraySchema(decimal(4, 1), { optional: true }), [new Decimal(15n, 1)]],
    ['bytea[]', "ARRAY['\\xff'::bytea]", arraySchema(optional('BYTES'), { optional: true }), [bytes(255)]],
    ['int[]', "'{}'", arraySchema(optional('INT32'), { optional: true }), []],
  ]);
});

test.each(['mysql', 'mariadb'])('%s', async (name) => {
  const database = await open(name);
  await database.run("SET sql_mode = ''");
  await check(
    database,
    [
      ['tinyint', '-128', optional('INT8'), -128],
      ['tinyint(1)', '5', optional('INT8'), 5],
      ['tinyint unsigned', '255', optional('INT16'), 255],
      ['smallint', '-32768', optional('INT16'), -32768],
      ['smallint unsigned', '65535', optional('INT32'), 65535],
      ['mediumint', '8388607', optional('INT32'), 8388607],
      ['int', '-2147483648', optional('INT32'), -2147483648],
      ['int unsigned', '4294967295', optional('INT64'), 4294967295],
      ['bigint', '9007199254740993', optional('INT64'), 9007199254740993n],
      ['bigint unsigned', '9223372036854775807', optional('INT64'), 9223372036854775807n],
      ['float', '0.1', optional('FLOAT32'), 0.1],
      ['double', '0.1', optional('FLOAT64'), 0.1],
      [
        'decimal(38,10)',
        '1234567890123456789012345678.0123456789',
        decimal(38, 10),
        Decimal.parse('1234567890123456789012345678.0123456789'),
      ],
      ['decimal(5) unsigned', '42', decimal(5, 0), new Decimal(42n, 0)],
      ['bit(1)', "b'1'", optional('INT8'), 1],
      ['bit(12)', "b'100000000001'", optional('BYTES'), bytes(8, 1)],
      ['varchar(20)', "'é\"''😀'", optional('STRING'), 'é"\'😀'],
      ['varchar(20) CHARACTER SET latin1', "'é'", optional('STRING'), 'é'],
      ['text', "'long'", optional('STRING'), 'long'],
      ["enum('a','b')", "'b'", optional('STRING'), 'b'],
      ["set('a','b')", "'a,b'", optional('STRING'), 'a,b'],
      ['json', `'{"a": 1.5}'`, optional('STRING'), '{"a": 1.5}'],
      ['varbinary(5)', "x'00ff'", optional('BYTES'), bytes(0, 255)],
      ['blob', "x'00ff'", optional('BYTES'), bytes(0, 255)],
      ['point', "ST_GeomFromText('POINT(1 2)')", optional('BYTES'), expect.any(Uint8Array)],
      ['year', '2024', date, at('2024-01-01')],
      ['date', "'2024-02-29'", date, at('2024-02-29')],
      ['date', "'0000-00-00'", date, null],
      ['time(6)', "'23:59:59.999999'", time, at('1970-01-01T23:59:59.999Z')],
      ['datetime(6)', "'2024-01-01 00:00:00.123456'", timestamp, at('2024-01-01T00:00:00.123Z')],
      ['datetime', "'0000-00-00 00:00:00'", timestamp, null],
      ['timestamp(6) NULL', "'2024-01-01 00:00:00.5'", timestamp, at('2024-01-01T00:00:00.5Z')],
    ],
    { 'connection.url': `${database.config['connection.url']}?zeroDateTimeBehavior=convertToNull` },
  );
});

test('SQLite, by declared type', async () => {
  await check(await open('sqlite'), [
    ['INTEGER', '9007199254740993', optional('INT64'), 9007199254740993n],
    ['TINYINT', '1', optional('INT64'), 1],
    ['REAL', '0.1', optional('FLOAT64'), 0.1],
    ['VARCHAR(10)', "'é'", optional('STRING'), 'é'],
    ['TEXT', '1', optional('STRING'), '1'],
    ['BLOB', "x'00ff'", optional('BYTES'), bytes(0, 255)],
    ['BOOLEAN', '1', optional('BOOLEAN'), true],
    ['DECIMAL(10,2)', '1.5', decimal(10, 2), new Decimal(150n, 2)],
    ['NUMERIC', "'12.25'", decimal(0, 127), Decimal.parse('12.25').withScale(127)],
    ['DATE', "'2024-02-29'", date, at('2024-02-29')],
    ['DATE', '1709164800000', date, at('2024-02-29')],
    ['TIME', "'12:34:56.789'", time, at('1970-01-01T12:34:56.789Z')],
    ['DATETIME', "'2024-01-01 00:00:00.123456'", timestamp, at('2024-01-01T00:00:00.123Z')],
    ['TIMESTAMP', '1704067200123', timestamp, at('2024-01-01T00:00:00.123Z')],
    ['', '7', optional('INT64'), 7],
    ['JSON', `'{"a":1}'`, optional('STRING'), '{"a":1}'],
  ]);
});

const numerics: readonly Expected[] = [
  ['numeric(2)', '99', decimal(2, 0), new Decimal(99n, 0)],
  ['numeric(9)', '999999999', decimal(9, 0), new Decimal(999999999n, 0)],
  ['numeric(18)', '999999999999999999', decimal(18, 0), new Decimal(999999999999999999n, 0)],
  ['numeric(19)', '9999999999999999999', decimal(19, 0), new Decimal(9999999999999999999n, 0)],
  ['numeric(10,2)', '1.25', decimal(10, 2), new Decimal(125n, 2)],
  ['numeric(30,2)', '1.25', decimal(30, 2), new Decimal(125n, 2)],
];
const as = (index: number, type: PrimitiveType, value: ConnectValue): Expected => {
  const [declaration = '', literal = ''] = numerics[index] ?? [];
  return [declaration, literal, optional(type), value];
};
const integers = [as(0, 'INT8', 99), as(1, 'INT32', 999999999), as(2, 'INT64', 999999999999999999n)];

test.each<[string, RawConfig, readonly Expected[]]>([
  ['none', {}, numerics],
  ['precision_only', { 'numeric.mapping': 'precision_only' }, [...integers, ...numerics.slice(3)]],
  ['the older key', { 'numeric.precision.mapping': 'true' }, [...integers, ...numerics.slice(3)]],
  [
    'best_fit',
    { 'numeric.mapping': 'BEST_FIT' },
    [...integers, ...numerics.slice(3, 4), as(4, 'FLOAT64', 1.25), ...numerics.slice(5)],
  ],
  [
    'best_fit_eager_double',
    { 'numeric.mapping': 'best_fit_eager_double' },
    [...integers, ...numerics.slice(3, 4), as(4, 'FLOAT64', 1.25), as(5, 'FLOAT64', 1.25)],
  ],
])('numeric.mapping: %s', async (_name, config, expected) => {
  await check(await open('postgres'), expected, config);
});

test.each<[string, PrimitiveType, ConnectValue]>([
  ['micros_long', 'INT64', 1719792000123456],
  ['micros_string', 'STRING', '1719792000123456'],
  ['micros_iso_datetime_string', 'STRING', '2024-07-01T02:00:00.123456'],
  ['nanos_long', 'INT64', 1719792000123456000n],
  ['nanos_string', 'STRING', '1719792000123456000'],
  ['nanos_iso_datetime_string', 'STRING', '2024-07-01T02:00:00.123456000'],
])('timestamp.granularity %s, with db.timezone', async (granularity, type, value) => {
  const config = { 'timestamp.granularity': granularity, 'db.timezone': 'Europe/Paris' };
  const wall = "'2024-07-01 02:00:00.123456'";
  for (const [name, declarations] of [
    [
      'postgres',
      [
        ['timestamp', wall],
        ['timestamptz', "'2024-07-01 00:00:00.123456+00'"],
      ],
    ],
    [
      'mysql',
      [
        ['datetime(6)', wall],
        ['timestamp(6) NULL', "'2024-07-01 00:00:00.123456'"],
      ],
    ],
  ] as const)
    await check(
      await open(name),
      declarations.map(([declaration, literal]) => [declaration, literal, optional(type), value] as const),
      config,
    );
});

test('values that Connect cannot hold are refused by column, not bent', async () => {
  const postgres = await open('postgres');
  await expect(
    readTypes(postgres, [
      ['int', '1', date, 1],
      ['timestamp', "'infinity'", date, 1],
    ]),
  ).rejects.toThrow(new DataError('Column c1: Not a timestamp that Kafka Connect can hold: infinity'));
  const mysql = await open('mysql');
  const tooLarge: Expected = ['bigint unsigned', '18446744073709551615', date, 1];
  await expect(readTypes(mysql, [tooLarge])).rejects.toThrow('Column c0: 18446744073709551615 is beyond INT64');
  await mysql.run("DROP TABLE types; SET sql_mode = ''");
  await expect(readTypes(mysql, [['date', "'0000-00-00'", date, 1]])).rejects.toThrow(
    'zeroDateTimeBehavior=convertToNull',
  );
});
