import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { daysOf } from '../../../lib/connectors/debezium/calendar.ts';
import { columnSize } from '../../../lib/connectors/debezium/postgresql/types/column-size.ts';
import { defaultValueOf } from '../../../lib/connectors/debezium/postgresql/types/default-value.ts';
import { type PgType, resolveType } from '../../../lib/connectors/debezium/postgresql/types/resolve-type.ts';
import type { TypeSettings } from '../../../lib/connectors/debezium/postgresql/types/value-type.ts';

const SETTINGS: TypeSettings = {
  'decimal.handling.mode': 'precise',
  'time.precision.mode': 'adaptive',
  'binary.handling.mode': 'bytes',
  'interval.handling.mode': 'numeric',
  'hstore.handling.mode': 'json',
  'include.unknown.datatypes': false,
  'money.fraction.digits': 2,
};

const type = (name: string, more: Partial<PgType> = {}): PgType => ({
  oid: 0,
  name,
  kind: 'b',
  element: null,
  base: null,
  labels: [],
  ...more,
});

const read = (of: PgType | string, text: string, modifier = -1, settings: Partial<TypeSettings> = {}): ConnectValue =>
  resolveType(typeof of === 'string' ? type(of) : of, { ...SETTINGS, ...settings }, modifier)?.read(text) ?? null;

/** The type modifier of numeric(p,s), timestamp(p) and the like. */
const numeric = (precision: number, scale: number): number => ((precision << 16) | (scale & 0x7ff)) + 4;

describe('values keep all that the server wrote', () => {
  test.each<readonly [string, string, number, ConnectValue]>([
    ['int8', '9223372036854775807', -1, 9223372036854775807n],
    ['int8', '-42', -1, -42],
    ['float8', '-Infinity', -1, Number.NEGATIVE_INFINITY],
    ['numeric', '12345678901234567890.120', numeric(25, 3), new Decimal(12345678901234567890120n, 3)],
    ['numeric', 'NaN', numeric(10, 2), null],
    ['money', '-$1,234.50', -1, new Decimal(-123450n, 2)],
    ['bytea', '\\x00ff', -1, Buffer.from([0, 255])],
    ['bit', '1', 1, true],
    ['bit', '10101010101010101010', 20, Uint8Array.of(0xaa, 0xaa, 0x0a)],
    ['varbit', '000', -1, new Uint8Array(0)],
    ['date', '2024-02-29', -1, 19_782],
    ['date', '0044-03-15 BC', -1, -735_160],
    ['time', '24:00:00', -1, 86_400_000_000],
    ['time', '12:34:56.789', 3, 45_296_789],
    ['timetz', '23:59:59.999999-11:30', -1, '11:29:59.999999Z'],
    ['timestamp', '2024-02-29 12:34:56.789012', -1, 1_709_210_096_789_012],
    ['timestamp', '12345-01-01 00:00:00', -1, 327403382400000000n],
    ['timestamp', '1969-12-31 23:59:59.999', 3, -1],
    ['timestamp', 'infinity', -1, 9223372036825200000n],
    ['timestamptz', '2024-02-29 10:34:56.5+00', -1, '2024-02-29T10:34:56.500000Z'],
    ['timestamptz', '12345-01-01 00:00:00+00', 0, '+12345-01-01T00:00:00Z'],
    ['interval', '1 year 2 mons 3 days 04:05:06.789', -1, 37_091_106_789_000],
    ['interval', '-1 mons +2 days -03:00:00.5', -1, -2_467_800_500_000],
    ['hstore', '"a"=>"1", "b"=>NULL, "c \\" d"=>"x\\\\y"', -1, '{"a":"1","b":null,"c \\" d":"x\\\\y"}'],
    ['inet', '192.168.0.1/24', -1, '192.168.0.1/24'],
  ])('%s %s', (name, text, modifier, expected) => {
    expect(read(name, text, modifier)).toEqual(expected);
  });

  test('a decimal without a scale carries its own', () => {
    const value = read('numeric', '123.4500');
    expect(value instanceof Struct && value.values).toEqual([2, Buffer.from([0x30, 0x39])]);
    const large = read('numeric', '100000000000000000000');
    expect(large instanceof Struct && large.get('scale')).toBe(0);
  });

  test('arrays keep nulls and quoted texts; their elements are read as values of their type', () => {
    const texts = type('_text', { element: type('text') });
    expect(read(texts, '{"a,b",NULL,"say \\"hi\\"",plain}')).toEqual(['a,b', null, 'say "hi"', 'plain']);
    expect(read(type('_int8', { element: type('int8') }), '{1,9007199254740993}')).toEqual([1, 9007199254740993n]);
  });

  test('domains are what they are over, enums their labels', () => {
    const domain = type('posint', { kind: 'd', base: { type: type('numeric'), modifier: numeric(5, 1) } });
    expect(read(domain, '7.5')).toEqual(new Decimal(75n, 1));
    const mood = resolveType(type('mood', { kind: 'e', labels: ['sad', 'ok'] }), SETTINGS, -1);
    expect(mood?.schema.parameters).toEqual({ allowed: 'sad,ok' });
  });

  test('PostGIS is refused rather than left out; opaque bytes are on offer', () => {
    expect(() => read('geometry', '0101')).toThrow(/column\.exclude\.list.*include\.unknown\.datatypes/);
    expect(read('geometry', '0101', -1, { 'include.unknown.datatypes': true })).toEqual(Buffer.from('0101'));
    expect(resolveType(type('box'), SETTINGS, -1)).toBeUndefined();
  });
});

describe('days', () => {
  test('follow the Gregorian calendar to any year', () => {
    for (const [year, month, day] of [
      [1970, 1, 1],
      [2000, 2, 29],
      [1600, 12, 31],
      [-43, 3, 15],
    ] as const) {
      const date = new Date(0);
      date.setUTCFullYear(year, month - 1, day);
      expect(daysOf(year, month, day)).toBe(date.getTime() / 86_400_000);
    }
  });
});

describe('defaults', () => {
  const defaultOf = (expression: string | null, name: string, modifier = -1) => {
    const found = resolveType(type(name), SETTINGS, modifier);
    return found === undefined ? undefined : defaultValueOf(expression, name, false, found);
  };

  test.each([
    [`'it''s'::text`, 'text', "it's"],
    ['42', 'int4', 42],
    [`'-5'::integer`, 'int4', -5],
    [`nextval('s'::regclass)`, 'int8', 0],
    ['now()', 'timestamptz', '1970-01-01T00:00:00.000000Z'],
    ['CURRENT_DATE', 'date', 0],
    ['true', 'bool', true],
    ['NULL::character varying', 'varchar', undefined],
    [null, 'text', undefined],
    ['(1 + 2)', 'int4', undefined],
    [`'\\x00'::bytea`, 'bytea', undefined],
  ])('%s of %s', (expression, name, expected) => {
    expect(defaultOf(expression, name)).toEqual(expected);
  });
});

test('an infinite day as ISO text is the last or the first day that a number could show', () => {
  const texts = { 'time.precision.mode': 'isostring' } as const;
  expect(read('date', 'infinity', -1, texts)).toBe('+5881580-07-11Z');
  expect(read('date', '-infinity', -1, texts)).toBe('-5877641-06-23Z');
  expect(read('date', '12345-01-02', -1, texts)).toBe('+12345-01-02Z');
});

describe('money has the digits of the database, which every session sees as dollars', () => {
  test.each<readonly [number, number, ConnectValue, string, number]>([
    [0, 0, new Decimal(-123450n, 0), '-123450', -123_450],
    [0, 2, new Decimal(-12345000n, 2), '-123450', -123_450],
    [2, 2, new Decimal(-123450n, 2), '-1234.50', -1234.5],
    [3, 3, new Decimal(-123450n, 3), '-123.450', -123.45],
  ])('%i digits, shown with %i', (moneyDigits, shown, precise, text, double) => {
    const readMoney = (mode: TypeSettings['decimal.handling.mode']) =>
      read('money', '-$1,234.50', -1, {
        moneyDigits,
        'money.fraction.digits': shown,
        'decimal.handling.mode': mode,
      });
    expect([readMoney('precise'), readMoney('string'), readMoney('double')]).toEqual([precise, text, double]);
  });

  test('and is not rounded', () => {
    expect(() => read('money', '$1,234.56', -1, { moneyDigits: 3 })).toThrow('Rounding needed');
  });
});

describe('lengths and scales are those that Debezium tells', () => {
  const arrayOf = (element: string): PgType => type(`_${element}`, { element: type(element) });
  const domainOf = (base: PgType, modifier = -1): PgType =>
    type('custom', { kind: 'd', base: { type: base, modifier } });
  const UNLIMITED = 2 ** 31 - 1;

  test.each<readonly [string, PgType, number, number, number]>([
    ['int4', type('int4'), -1, 10, 0],
    ['text', type('text'), -1, UNLIMITED, 0],
    ['varchar(20)', type('varchar'), 24, 20, 0],
    ['bit(5)', type('bit'), 5, 5, 0],
    ['numeric(20,4)', type('numeric'), numeric(20, 4), 20, 4],
    ['numeric(5,-2)', type('numeric'), numeric(5, -2), 5, -2],
    ['numeric', type('numeric'), -1, 131_089, 0],
    ['timestamp', type('timestamp'), -1, 29, 6],
    ['timestamptz(0)', type('timestamptz'), 0, 28, 0],
    ['time(1)', type('time'), 1, 11, 1],
    ['interval', type('interval'), -1, 49, 6],
    ['interval(3)', type('interval'), 0x7fff_0003, 49, 3],
    ['int4[]', arrayOf('int4'), -1, 10, 0],
    ['numeric[]', arrayOf('numeric'), -1, 131_089, 0],
    ['numeric(10,2)[]', arrayOf('numeric'), numeric(10, 2), 10, 2],
    ['varchar(10)[]', arrayOf('varchar'), 14, 10, 0],
    ['float8[]', arrayOf('float8'), -1, 17, 17],
    ['timestamp[]', arrayOf('timestamp'), -1, 29, 6],
    ['a domain over int', domainOf(type('int4')), -1, 10, 0],
    ['a domain over numeric', domainOf(type('numeric')), -1, 131_089, 0],
    ['a domain over numeric(8,3)', domainOf(type('numeric'), numeric(8, 3)), -1, 8, 3],
    ['a domain over a domain over varchar(30)', domainOf(domainOf(type('varchar'), 34)), -1, 30, 0],
    ['a domain over int[]', { ...domainOf(arrayOf('int4')), element: type('int4') }, -1, 10, 0],
    ['an enum', type('mood', { kind: 'e' }), -1, UNLIMITED, 0],
  ])('%s', (_, of, modifier, length, scale) => {
    expect(columnSize(of, modifier)).toEqual({ length, scale });
  });
});
