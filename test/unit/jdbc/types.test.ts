import { expect, test } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import type { Column, Raw } from '../../../lib/connectors/jdbc/column.ts';
import { compileColumn, readInt64 } from '../../../lib/connectors/jdbc/column-reader.ts';
import { parsePostgresArray } from '../../../lib/connectors/jdbc/dialects/postgresql-array.ts';
import { columnOfPostgres } from '../../../lib/connectors/jdbc/dialects/postgresql-types.ts';
import { columnOfSqlite } from '../../../lib/connectors/jdbc/dialects/sqlite-types.ts';
import { mapNumeric, type NumericMapping } from '../../../lib/connectors/jdbc/numeric-mapping.ts';
import { compileRowReader } from '../../../lib/connectors/jdbc/row-reader.ts';
import { timeZone } from '../../../lib/connectors/jdbc/time-zone.ts';

const settings = {
  numericMapping: 'none',
  granularity: 'connect_logical',
  dates: { zone: timeZone('UTC'), calendar: 'LEGACY' },
} as const;

const facts = { name: 'c', nullable: true, autoIncrement: false };
const postgres = (typeName: string, modifier = -1, elementType: string | null = null): Column =>
  columnOfPostgres({ ...facts, typeName, elementType, modifier });
const read = (column: Column, raw: Raw) => compileColumn(column, settings).read(raw);

test('numeric precision and scale come out of the type modifier', () => {
  expect(postgres('numeric', ((10 << 16) | 2) + 4).type).toEqual({ kind: 'NUMERIC', precision: 10, scale: 2 });
  // numeric(3,-2) of PostgreSQL 15
  expect(postgres('numeric', ((3 << 16) | (-2 & 0x7ff)) + 4).type).toEqual({
    kind: 'NUMERIC',
    precision: 3,
    scale: -2,
  });
  expect(postgres('numeric').type).toEqual({ kind: 'NUMERIC', precision: 0, scale: null });
});

test.each<[NumericMapping, number, number | null, string | null]>([
  ['none', 2, 0, null],
  ['precision_only', 2, 0, 'INT8'],
  ['precision_only', 4, 0, 'INT16'],
  ['precision_only', 9, 0, 'INT32'],
  ['precision_only', 18, 0, 'INT64'],
  ['precision_only', 19, 0, null],
  ['precision_only', 5, 2, null],
  ['best_fit', 5, 2, 'FLOAT64'],
  ['best_fit', 19, 2, null],
  ['best_fit', 2, -2, 'INT16'],
  ['best_fit', 0, null, null],
  ['best_fit_eager_double', 19, 2, 'FLOAT64'],
  ['best_fit_eager_double', 19, 0, null],
  ['best_fit_eager_double', 0, null, 'FLOAT64'],
])('numeric.mapping %s of (%i, %s)', (mapping, precision, scale, kind) => {
  expect(mapNumeric({ kind: 'NUMERIC', precision, scale }, mapping)).toBe(kind);
});

test('INT64 is exact, and refuses what is beyond', () => {
  expect(readInt64('9007199254740991')).toBe(9007199254740991);
  expect(readInt64('-9223372036854775808')).toBe(-(2n ** 63n));
  expect(readInt64(9007199254740993n)).toBe(9007199254740993n);
  expect(() => readInt64('9223372036854775808')).toThrow('beyond INT64');
  expect(() => readInt64('1.5')).toThrow('Not an integer: 1.5');
});

test.each<[string, ReturnType<typeof parsePostgresArray>]>([
  ['{}', []],
  ['{1,NULL,"NULL"}', ['1', null, 'NULL']],
  ['{"a,b","c\\"d\\\\e","","{x}"}', ['a,b', 'c"d\\e', '', '{x}']],
  [
    '{{1,2},{3,4}}',
    [
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  ['[0:1]={1,2}', ['1', '2']],
  ['{two words}', ['two words']],
])('array %s', (text, elements) => {
  expect(parsePostgresArray(text)).toEqual(elements);
});

test('arrays of arrays are refused, not flattened', () => {
  expect(() => read(postgres('_int4', -1, 'int4'), '{{1}}')).toThrow('more than one dimension');
});

test('SQLite’s declared types follow its rules of affinity', () => {
  const kind = (declared: string | null, sample: Raw | null = null) =>
    columnOfSqlite({ name: 'c', declared, sample, notNull: false, rowId: false }).type.kind;
  expect(
    ['INT', 'bigint', 'CHARINT', 'VARCHAR(5)', 'CLOB', 'blob', 'FLOAT', 'BOOLEAN', 'DATETIME', 'NUMBER(4)', 'UUID'].map(
      (type) => kind(type),
    ),
  ).toEqual([
    'INT64',
    'INT64',
    'INT64',
    'STRING',
    'STRING',
    'BYTES',
    'FLOAT64',
    'BOOLEAN',
    'TIMESTAMP',
    'NUMERIC',
    'STRING',
  ]);
  expect([1n, 1.5, 'a', Buffer.of(1), null].map((sample) => kind(null, sample))).toEqual([
    'INT64',
    'FLOAT64',
    'STRING',
    'BYTES',
    'STRING',
  ]);
});

test('rows become structs by one reader, and errors name the column', () => {
  const columns = [postgres('int8'), { ...postgres('numeric', ((4 << 16) | 1) + 4), name: 'n' }];
  const reader = compileRowReader('orders', columns, settings);
  const struct = reader.read(['1', '2.5']);
  expect(struct.schema).toBe(reader.schema);
  expect(struct.values).toEqual([1, new Decimal(25n, 1)]);
  expect(reader.read([null, null]).values).toEqual([null, null]);
  expect(() => reader.read(['1', '2.55'])).toThrow('Column n: Rounding needed');
  expect(() => compileRowReader('twice', [postgres('int8'), postgres('int8')], settings)).toThrow(
    'field name duplication c',
  );
});
