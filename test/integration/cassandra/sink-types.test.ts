import { expect, it } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { dateSchema, decimalSchema, timeSchema, timestampSchema } from '../../../lib/connect/logical-types.ts';
import {
  arraySchema,
  BOOLEAN_SCHEMA,
  BYTES_SCHEMA,
  FLOAT32_SCHEMA,
  FLOAT64_SCHEMA,
  INT8_SCHEMA,
  INT16_SCHEMA,
  INT32_SCHEMA,
  INT64_SCHEMA,
  mapSchema,
  type Schema,
  STRING_SCHEMA,
  structSchema,
} from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { sinkRecords } from '../jdbc/sink-tasks.ts';
import { cassandraTests, unique } from './sink-tasks.ts';

const tests = cassandraTests();

const ADDRESS = structSchema([
  ['street', STRING_SCHEMA],
  ['zip', INT32_SCHEMA],
]);

/** Column, its type, what goes in, and what CQL's own JSON says came in. */
const CASES: ReadonlyArray<readonly [cql: string, schema: Schema, value: ConnectValue, json: string]> = [
  ['ascii', STRING_SCHEMA, 'plain', '"plain"'],
  ['bigint', INT64_SCHEMA, -(2n ** 63n), '-9223372036854775808'],
  ['bigint', INT64_SCHEMA, 9007199254740993n, '9007199254740993'],
  ['blob', BYTES_SCHEMA, Buffer.from('00ff', 'hex'), '"0x00ff"'],
  ['boolean', BOOLEAN_SCHEMA, true, 'true'],
  ['decimal', decimalSchema(10), Decimal.parse('-12345678901234567890.1234567890'), '-12345678901234567890.1234567890'],
  ['decimal', STRING_SCHEMA, '1.50', '1.50'],
  ['double', FLOAT64_SCHEMA, 0.1, '0.1'],
  ['float', FLOAT32_SCHEMA, Math.fround(2.75e-7), '2.75E-7'],
  ['int', INT32_SCHEMA, -(2 ** 31), '-2147483648'],
  ['smallint', INT16_SCHEMA, 32767, '32767'],
  ['tinyint', INT8_SCHEMA, -128, '-128'],
  ['text', STRING_SCHEMA, 'ünï 𝄞', '"ünï 𝄞"'],
  ['text', INT64_SCHEMA, 9007199254740993n, '"9007199254740993"'],
  ['text', ADDRESS, new Struct(ADDRESS, ['Main', 1]), '"{\\"street\\":\\"Main\\",\\"zip\\":1}"'],
  ['timestamp', timestampSchema(), new Date('2024-02-29T12:30:00.123Z'), '"2024-02-29 12:30:00.123Z"'],
  ['timestamp', STRING_SCHEMA, '2024-02-29T12:30:00.123+02:00', '"2024-02-29 10:30:00.123Z"'],
  ['uuid', STRING_SCHEMA, '0191f8a0-7b1c-7e6a-9c51-1f1f1f1f1f1f', '"0191f8a0-7b1c-7e6a-9c51-1f1f1f1f1f1f"'],
  ['timeuuid', STRING_SCHEMA, '50554d6e-29bb-11e5-b345-feff819cdc9f', '"50554d6e-29bb-11e5-b345-feff819cdc9f"'],
  ['varint', STRING_SCHEMA, `-${'9'.repeat(40)}`, `-${'9'.repeat(40)}`],
  ['varint', decimalSchema(0), new Decimal(128n, 0), '128'],
  ['inet', STRING_SCHEMA, '2001:db8::1', '"2001:db8:0:0:0:0:0:1"'],
  ['date', dateSchema(), new Date('1582-10-14T00:00:00Z'), '"1582-10-14"'],
  ['date', STRING_SCHEMA, '2020-02-29', '"2020-02-29"'],
  ['time', timeSchema(), new Date(86_399_999), '"23:59:59.999000000"'],
  ['time', STRING_SCHEMA, '10:11:12.123456789', '"10:11:12.123456789"'],
  ['duration', STRING_SCHEMA, '1y2mo3d4h5m6s7ms', '"1y2mo3d4h5m6s7ms"'],
  ['list<int>', arraySchema(INT32_SCHEMA), [3, 1, 3], '[3,1,3]'],
  [
    'list<frozen<list<bigint>>>',
    arraySchema(arraySchema(INT64_SCHEMA)),
    [[], [2n ** 62n]],
    '[[],[4611686018427387904]]',
  ],
  ['set<text>', arraySchema(STRING_SCHEMA), ['b', 'a', 'b'], '["a","b"]'],
  [
    'map<text, decimal>',
    mapSchema(STRING_SCHEMA, decimalSchema(1)),
    new Map([['a', Decimal.parse('1.5')]]),
    '{"a":1.5}',
  ],
  ['map<int, text>', STRING_SCHEMA, '{"7": "seven"}', '{"7":"seven"}'],
  ['tuple<int, text>', arraySchema(STRING_SCHEMA), ['1', 'x'], '[1,"x"]'],
  ['frozen<address>', ADDRESS, new Struct(ADDRESS, ['Main', 12345]), '{"street":"Main","zip":12345}'],
  ['vector<float, 3>', arraySchema(FLOAT32_SCHEMA), [0.5, 0.25, -1], '[0.5,0.25,-1.0]'],
];

const unspaced = (json: unknown): string => String(json).replaceAll(' ', '');

it('takes every CQL type without loss', async () => {
  const { client, keyspace } = tests;
  await client().execute(`CREATE TYPE ${keyspace}.address (street text, zip int)`);
  const name = unique('types_');
  const columns = CASES.map(([cql], index) => `c${index} ${cql.replace('address', `${keyspace}.address`)}`);
  await client().execute(`CREATE TABLE ${keyspace}.${name} (id int PRIMARY KEY, ${columns.join(', ')})`);
  const value = structSchema([
    ['id', INT32_SCHEMA],
    ...CASES.map(([, schema], index): readonly [string, Schema] => [`c${index}`, schema]),
  ]);
  const task = await tests.startSink({
    ...tests.connectionKeys(),
    [`topic.t.${keyspace}.${name}.mapping`]: '*=value.*',
  });
  await task.put(sinkRecords('t', [{ value: [value, new Struct(value, [1, ...CASES.map(([, , one]) => one)])] }]));
  for (const [index, [cql, , , json]] of CASES.entries()) {
    const { rows } = await client().execute(`SELECT JSON c${index} FROM ${keyspace}.${name}`);
    expect([cql, unspaced(rows[0]?.get(0))]).toEqual([cql, unspaced(`{"c${index}":${json}}`)]);
  }
});

it('refuses what would not fit, naming the column', async () => {
  const { client, keyspace } = tests;
  const name = unique('misfits_');
  const bad: ReadonlyArray<readonly [cql: string, schema: Schema, value: ConnectValue]> = [
    ['int', INT64_SCHEMA, 2 ** 31],
    ['tinyint', INT32_SCHEMA, 128],
    ['bigint', decimalSchema(0), new Decimal(2n ** 63n, 0)],
    ['int', FLOAT64_SCHEMA, 1.5],
    ['float', FLOAT64_SCHEMA, 0.123456789],
    ['double', INT64_SCHEMA, 9007199254740993n],
    ['uuid', STRING_SCHEMA, 'x'],
    ['timeuuid', STRING_SCHEMA, '0191f8a0-7b1c-7e6a-9c51-1f1f1f1f1f1f'],
    ['inet', STRING_SCHEMA, '1.2.3'],
    ['ascii', STRING_SCHEMA, 'ü'],
    ['duration', STRING_SCHEMA, 'soon'],
    ['date', STRING_SCHEMA, '2023-02-29'],
    ['time', STRING_SCHEMA, '24:00:00'],
    ['list<int>', arraySchema(INT32_SCHEMA), [null]],
    ['blob', STRING_SCHEMA, '%'],
    ['boolean', STRING_SCHEMA, 'maybe'],
  ];
  const columns = bad.map(([cql], index) => `c${index} ${cql}`).join(', ');
  await client().execute(`CREATE TABLE ${keyspace}.${name} (id int PRIMARY KEY, ${columns})`);
  const reports = new Map<number, string>();
  const task = await tests.startSink(
    { ...tests.connectionKeys(), [`topic.t.${keyspace}.${name}.mapping`]: '*=value.*' },
    reports,
  );
  const records = bad.map(([, schema, one], index) => {
    const value = structSchema([
      ['id', INT32_SCHEMA],
      [`c${index}`, schema],
    ]);
    return { value: [value, new Struct(value, [index, one])] as const };
  });
  await task.put(sinkRecords('t', records));
  expect([...reports.values()].map((message) => /^Column c\d+ \(([^)]+)\)/.exec(message)?.[1])).toEqual(
    bad.map(([cql]) => cql),
  );
  expect(await tests.select(name)).toEqual([]);
});
