import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../../lib/connect/decimal.ts';
import { Struct } from '../../../../lib/connect/struct.ts';
import { applyDdl } from '../../../../lib/connectors/debezium/mysql/ddl/apply-ddl.ts';
import type { Flavor } from '../../../../lib/connectors/debezium/mysql/flavor.ts';
import type { RawValue } from '../../../../lib/connectors/debezium/mysql/raw-value.ts';
import { emptySchema } from '../../../../lib/connectors/debezium/mysql/table-model.ts';
import { binaryJsonText } from '../../../../lib/connectors/debezium/mysql/types/binary-json.ts';
import { columnOf } from '../../../../lib/connectors/debezium/mysql/types/column-of.ts';
import { doubleText } from '../../../../lib/connectors/debezium/mysql/types/double-text.ts';
import type { TypeModes } from '../../../../lib/connectors/debezium/mysql/types/value-type.ts';

const MODES: TypeModes = {
  'decimal.handling.mode': 'precise',
  'bigint.unsigned.handling.mode': 'long',
  'time.precision.mode': 'adaptive_time_microseconds',
  'binary.handling.mode': 'bytes',
  'enable.time.adjuster': true,
  'include.schema.comments': false,
};

const column = (definition: string, modes: Partial<TypeModes> = {}, flavor: Flavor = 'mysql') => {
  const schema = emptySchema({ serverCharset: 'utf8mb4', lowerCaseNames: false });
  const [table] = applyDdl(schema, 'db', `CREATE TABLE t (c ${definition})`, flavor).schema.tables.values();
  const [model] = table?.columns ?? [];
  if (model === undefined) throw new Error('no column');
  return columnOf({ config: { ...MODES, ...modes }, flavor }, { schema: 'db', table: 't' }, model);
};

const read = (definition: string, raw: RawValue, modes: Partial<TypeModes> = {}, flavor: Flavor = 'mysql') =>
  column(definition, modes, flavor).read(raw);

describe('numbers', () => {
  test('unsigned ones come from the log as if they had a sign', () => {
    expect(read('TINYINT UNSIGNED', -1)).toBe(255);
    expect(read('SMALLINT UNSIGNED', -1)).toBe(65535);
    expect(read('MEDIUMINT UNSIGNED', -1)).toBe(16777215);
    expect(read('INT UNSIGNED', -1)).toBe(4294967295);
    expect(read('INT UNSIGNED', '4294967295')).toBe(4294967295);
    expect(read('BIGINT UNSIGNED', '18446744073709551615')).toBe(-1);
    expect(read('BIGINT UNSIGNED', -1, { 'bigint.unsigned.handling.mode': 'precise' })).toEqual(
      new Decimal(18446744073709551615n, 0),
    );
  });

  test('no digit is lost', () => {
    expect(read('BIGINT', '9007199254740993')).toBe(9007199254740993n);
    expect(read('DECIMAL(10,2)', '1.5')).toEqual(new Decimal(150n, 2));
    expect(read('DECIMAL(8,3) ZEROFILL', '00001.250', { 'decimal.handling.mode': 'string' })).toBe('1.250');
    expect(read('FLOAT', '0.10000000149011612')).toBe(Math.fround(0.1));
  });
});

describe('times', () => {
  test('durations beyond a day are told in micro- and nanoseconds, and refused where they cannot be', () => {
    expect(read('TIME(6)', '-838:59:59.000001')).toBe(-3020399000001);
    expect(read('TIME', '838:59:59', { 'time.precision.mode': 'nanoseconds' })).toBe(3020399000000000);
    expect(() => read('TIME', '-00:00:01', { 'time.precision.mode': 'connect' })).toThrow(/is no time of day/);
    expect(() => read('TIME', '24:00:00', { 'time.precision.mode': 'isostring' })).toThrow(/is no time of day/);
  });

  test('days that are in no calendar are null, or the epoch where null is not allowed', () => {
    expect(read('DATE', '0000-00-00')).toBeNull();
    expect(read('DATETIME', '2020-00-10 00:00:00')).toBeNull();
    expect(read('DATE NOT NULL', '0000-00-00')).toBe(0);
    expect(read('TIMESTAMP NOT NULL', '0000-00-00 00:00:00')).toBe('1970-01-01T00:00:00Z');
    expect(read("DATE NOT NULL DEFAULT '2020-01-02'", '0000-00-00')).toBe(18263);
  });

  test('years of two digits', () => {
    expect(read('DATE', '0069-01-01')).toBe(read('DATE', '2069-01-01'));
    expect(read('DATE', '0069-01-01', { 'enable.time.adjuster': false })).not.toBe(read('DATE', '2069-01-01'));
    expect(read('YEAR', 0)).toBe(0);
    expect(read('YEAR', '2024')).toBe(2024);
  });

  test('a moment has as many digits as its column', () => {
    expect(read('TIMESTAMP(3)', '2024-02-29 12:34:56.780')).toBe('2024-02-29T12:34:56.780Z');
    expect(read('TIMESTAMP', '2024-02-29 12:34:56')).toBe('2024-02-29T12:34:56Z');
  });

  test('nanoseconds that do not fit are refused', () => {
    expect(() => read('DATETIME', '9999-12-31 00:00:00', { 'time.precision.mode': 'nanoseconds' })).toThrow(/beyond/);
  });
});

describe('texts', () => {
  test('in the column’s character set', () => {
    expect(read('VARCHAR(9) CHARSET latin1', Buffer.from([0x80, 0xe9]))).toBe('€é');
    expect(read('VARCHAR(9) CHARSET sjis', Buffer.from([0x93, 0xfa, 0x96, 0x7b]))).toBe('日本');
    expect(read('VARCHAR(9)', Buffer.from('😀'))).toBe('😀');
    expect(() => column('VARCHAR(9) CHARSET swe7')).toThrow(/character set swe7 .*db\.t\.c is not supported/);
  });

  test('labels by their numbers', () => {
    expect(read("ENUM('a','b,c')", 2)).toBe('b,c');
    expect(read("ENUM('a','b,c')", 0)).toBe('');
    expect(column("ENUM('a','b,c')").schema.parameters).toEqual({ allowed: 'a,b\\,c' });
    expect(read("SET('a','b','c')", 5)).toBe('a,c');
    expect(read("SET('a','b','c')", 'a,c')).toBe('a,c');
  });
});

describe('bytes', () => {
  test('what the log left out is there again', () => {
    expect(read('BINARY(4)', Buffer.from([1]))).toEqual(Buffer.from([1, 0, 0, 0]));
    expect(read('UUID', Buffer.from('123e4567e89b12d3a45642665544', 'hex'), {}, 'mariadb')).toBe(
      '123e4567-e89b-12d3-a456-426655440000',
    );
    expect(read('INET4', Buffer.from([10, 0, 0]), {}, 'mariadb')).toBe('10.0.0.0');
    expect(read('INET6', Buffer.from('20010db8000000000000000000000001', 'hex'), {}, 'mariadb')).toBe('2001:db8::1');
    expect(read('INET6', Buffer.alloc(16), {}, 'mariadb')).toBe('::');
  });

  test('bits have the lowest first', () => {
    expect(read('BIT(20)', Buffer.from([0x0a, 0xaa, 0xab]))).toEqual(Buffer.from([0xab, 0xaa, 0x0a]));
    expect(read('BIT', Buffer.from([1]))).toBe(true);
  });

  test('as texts', () => {
    const raw = Buffer.from([0xfb, 0xff]);
    expect(read('BLOB', raw, { 'binary.handling.mode': 'hex' })).toBe('fbff');
    expect(read('BLOB', raw, { 'binary.handling.mode': 'base64' })).toBe('+/8=');
    expect(read('BLOB', raw, { 'binary.handling.mode': 'base64-url-safe' })).toBe('-_8=');
  });

  test('shapes', () => {
    const point = Buffer.alloc(25);
    point.writeUInt32LE(4326, 0);
    point.writeUInt8(1, 4);
    point.writeUInt32LE(1, 5);
    point.writeDoubleLE(1.5, 9);
    point.writeDoubleLE(-2, 17);
    const value = read('POINT', point);
    expect(value instanceof Struct ? [value.get('x'), value.get('y'), value.get('srid')] : value).toEqual([
      1.5, -2, 4326,
    ]);
    expect(read('VECTOR(2)', Buffer.from(new Float32Array([1.5, -2]).buffer))).toEqual([1.5, -2]);
  });
});

describe('JSON', () => {
  test('doubles without exponent', () => {
    expect(doubleText(1)).toBe('1.0');
    expect(doubleText(0.1)).toBe('0.1');
    expect(doubleText(-0)).toBe('-0.0');
    expect(doubleText(1e22)).toBe('10000000000000000000000');
    expect(doubleText(12345678.5)).toBe('12345678.5');
    expect(doubleText(2 ** -20)).toBe('0.00000095367431640625');
  });

  test('what is none is refused, and an empty value is null', () => {
    expect(binaryJsonText(Buffer.alloc(0))).toBeNull();
    expect(() => binaryJsonText(Buffer.from([99]))).toThrow(/unknown kind 99/);
    expect(read('JSON', Buffer.from('{"a": 1}'), {}, 'mariadb')).toBe('{"a": 1}');
  });
});

describe('defaults', () => {
  test('are values of the same kind as the column’s', () => {
    expect(column('INT DEFAULT 1.5').defaultValue).toBe(2);
    expect(column('TINYINT(1) DEFAULT TRUE').defaultValue).toBe(1);
    expect(column("BIT(9) DEFAULT b'100000001'").defaultValue).toEqual(Buffer.from([1, 1]));
    expect(column('DECIMAL(5,1) DEFAULT 1.25').defaultValue).toEqual(new Decimal(13n, 1));
    expect(column("DATE DEFAULT '0000-00-00'").defaultValue).toBeUndefined();
    expect(column("DATE NOT NULL DEFAULT '0000-00-00'").defaultValue).toBe(0);
    expect(column('DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP').defaultValue).toBe(0);
    expect(column("VARCHAR(3) DEFAULT ''").defaultValue).toBe('');
    expect(column('INT').defaultValue).toBeUndefined();
  });
});
