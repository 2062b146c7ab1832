import { describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { ConfigError, DataError } from '../../../lib/connect/errors.ts';
import { decimalSchema } from '../../../lib/connect/logical-types.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { jsonConverter } from '../../../lib/converters/json-converter.ts';
import { utf8 } from './outcome.ts';

const create = (config: RawConfig = {}) => jsonConverter.create(config, false);
const schemaless = create({ 'schemas.enable': 'false' });

const read = (json: string, config: RawConfig = {}) => create(config).toConnectData('t', Buffer.from(json));
const write = (schema: s.Schema | null, value: ConnectValue) => utf8(schemaless.fromConnectData('t', schema, value));
const readAs = (schema: object, payload: string): ConnectValue =>
  read(`{"schema":${JSON.stringify(schema)},"payload":${payload}}`).value;

describe('schemas read from messages', () => {
  const message = (payload: string, name = 'a') =>
    Buffer.from(`{"schema":{"type":"struct","fields":[{"type":"int64","field":"${name}"}]},"payload":${payload}}`);

  test('the same text gives the same schema object', () => {
    const converter = create();
    const [first, second, spaced] = ['{"a":1}', '{"a":2}', '{"a":3} '].map((payload) =>
      converter.toConnectData('t', message(payload)),
    );
    expect(second?.schema).toBe(first?.schema);
    expect(spaced?.schema).toBe(first?.schema);
    expect(second?.value).toBeInstanceOf(Struct);
  });

  test('another order or spacing of the envelope is the same schema', () => {
    const converter = create();
    const first = converter.toConnectData('t', Buffer.from('{"schema":{"type":"int32"},"payload":1}'));
    const swapped = converter.toConnectData('t', Buffer.from('{ "payload": 2, "schema": {"type": "int32"} }\n'));
    expect(swapped.schema).toBe(first.schema);
    expect(swapped.value).toBe(2);
  });

  test('what follows a known schema is still checked', () => {
    const converter = create();
    converter.toConnectData('t', message('{"a":1}'));
    expect(() => converter.toConnectData('t', message('{"a":1},"extra":2'))).toThrow(/may not contain additional/);
    expect(() => converter.toConnectData('t', message('{"a":'))).toThrow(/serialization error/);
  });

  test('more schemas than are cached', () => {
    const converter = create({ 'schemas.cache.size': '1' });
    for (let round = 0; round < 3; round++)
      for (let index = 0; index < 20; index++) {
        const { value } = converter.toConnectData('t', message(`{"f${index}":${index}}`, `f${index}`));
        expect(value instanceof Struct && value.get(`f${index}`)).toBe(index);
      }
  });

  test.each([
    ['{"optional":true}', "Schema must contain 'type' field"],
    ['{"type":"array"}', 'Array schema did not specify the element type'],
    ['{"type":"map","values":{"type":"int8"}}', 'Map schema did not specify the key type'],
    ['{"type":"map","keys":{"type":"int8"}}', 'Map schema did not specify the value type'],
    ['{"type":"struct"}', 'Struct schema\'s "fields" argument is not an array.'],
    ['{"type":"struct","fields":[{"type":"int8"}]}', "Struct schema's field name not specified properly"],
    ['{"type":"int8","parameters":{"a":1}}', 'Schema parameters must have string values.'],
  ])('%s is none', (schema, message) => {
    expect(() => read(`{"schema":${schema},"payload":1}`)).toThrow(new DataError(message));
  });

  test('a repeated field is a DataError', () => {
    const field = { type: 'int8', field: 'a' };
    expect(() => readAs({ type: 'struct', fields: [field, field] }, '{}')).toThrow(DataError);
  });
});

describe('numbers', () => {
  test('integers beyond 2^53 are read exactly', () => {
    expect(readAs({ type: 'int64' }, '9007199254740993')).toBe(9007199254740993n);
    expect(readAs({ type: 'int64' }, '-9223372036854775808')).toBe(-(2n ** 63n));
    expect(read('{"a":9007199254740993,"b":[1e3]}', { 'schemas.enable': 'false' }).value).toEqual({
      a: 9007199254740993n,
      b: [1000],
    });
  });

  test('long digits in a string are left alone', () => {
    expect(read('{"a":"9007199254740993"}', { 'schemas.enable': 'false' }).value).toEqual({ a: '9007199254740993' });
  });

  test.each([
    ['int8', '128', 'Invalid type for INT8: class java.lang.Short'],
    ['int32', '1.5', 'Invalid type for INT32: class java.lang.Double'],
    ['int32', '"1"', 'Invalid type for INT32: class java.lang.String'],
    ['boolean', '1', 'Invalid type for BOOLEAN: class java.lang.Byte'],
    ['bytes', '"***"', 'Invalid bytes field'],
  ])('%s does not take %s', (type, payload, message) => {
    expect(() => readAs({ type }, payload)).toThrow(new DataError(message));
  });

  test('floats print as Java prints them', () => {
    expect(write(s.FLOAT32_SCHEMA, Math.fround(0.1))).toBe('0.1');
    expect(write(s.FLOAT64_SCHEMA, 5)).toBe('5.0');
    expect(write(s.FLOAT64_SCHEMA, 1e21)).toBe('1.0E21');
    expect(write(s.INT64_SCHEMA, 2 ** 60)).toBe('1152921504606846976');
  });

  test('decimals written as numbers are read exactly, at the scale of the schema', () => {
    const decimal = { type: 'bytes', name: 'org.apache.kafka.connect.data.Decimal', parameters: { scale: '3' } };
    expect(readAs(decimal, '12345678901234567890.12')).toEqual(new Decimal(12345678901234567890120n, 3));
    expect(readAs(decimal, '5')).toEqual(new Decimal(5000n, 3));
    expect(readAs(decimal, '0.12345')).toEqual(new Decimal(12345n, 5));
  });

  test('an exponent that no decimal can print is refused', () => {
    const decimal = { type: 'bytes', name: 'org.apache.kafka.connect.data.Decimal', parameters: { scale: '3' } };
    expect(() => readAs(decimal, '1.5e999999')).toThrow(DataError);
  });

  test('leading zeros are allowed, as in the original', () => {
    expect(read('{"a":007}', { 'schemas.enable': 'false' }).value).toEqual({ a: 7 });
  });
});

describe('objects', () => {
  test('a key __proto__ is a key like any other', () => {
    const { value } = read('{"__proto__":{"polluted":1},"n":9007199254740993}', { 'schemas.enable': 'false' });
    expect(Object.keys(value ?? {})).toEqual(['__proto__', 'n']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test('a field that is missing is null, whatever objects inherit', () => {
    const schema = { type: 'struct', fields: [{ type: 'string', optional: true, field: 'toString' }] };
    const value = readAs(schema, '{}');
    expect(value instanceof Struct && value.get('toString')).toBe(null);
  });

  test('a map without a schema is an object or, with other keys, pairs', () => {
    expect(write(null, new Map([['a', 1]]))).toBe('{"a":1}');
    expect(write(null, new Map([[1, 'a']]))).toBe('[[1,"a"]]');
  });

  test.each([
    [new Date(0), 'Java class class java.util.Date does not have corresponding schema type.'],
    [new Decimal(1n, 0), 'Java class class java.math.BigDecimal does not have corresponding schema type.'],
  ])('%s needs a schema', (value, message) => {
    expect(() => write(null, value)).toThrow(new DataError(message));
  });

  test('invalid UTF-8 is not JSON', () => {
    expect(() => schemaless.toConnectData('t', Buffer.from([0x22, 0xff, 0x22]))).toThrow(DataError);
    expect(read('"\ufffd"', { 'schemas.enable': 'false' }).value).toBe('\ufffd');
  });
});

describe('structs', () => {
  const schema = s.structSchema([['a', s.INT32_SCHEMA]]);

  test('of an equal schema are written, of another not', () => {
    const equal = s.structSchema([['a', s.INT32_SCHEMA]]);
    expect(write(schema, new Struct(equal, [1]))).toBe('{"a":1}');
    const other = s.structSchema([['b', s.INT32_SCHEMA]]);
    expect(() => write(schema, new Struct(other, [1]))).toThrow(new DataError('Mismatching schema.'));
  });

  test.each([
    [s.INT32_SCHEMA, 'x', 'Invalid type for INT32: class java.lang.String'],
    [s.INT8_SCHEMA, 300, 'Invalid type for INT8: class java.lang.Short'],
    [s.STRING_SCHEMA, 5, 'Invalid type for STRING: class java.lang.Byte'],
    [decimalSchema(2), 5, 'Invalid type for Decimal, expected BigDecimal but was class java.lang.Byte'],
    [schema, 5, 'Invalid type for STRUCT: class java.lang.Byte'],
  ])('%#: a value of another type is refused', (fieldSchema, value, message) => {
    expect(() => write(fieldSchema, value)).toThrow(new DataError(message));
  });

  test('a decimal must have the scale of its schema', () => {
    expect(() => write(decimalSchema(2), Decimal.parse('1.5'))).toThrow(
      'Decimal value has mismatching scale for given Decimal schema. Schema has scale 2, value has scale 1.',
    );
  });
});

describe('configuration', () => {
  test('schema.content that is no schema', () => {
    expect(() => create({ 'schema.content': '{"type":"weird"}' })).toThrow(ConfigError);
    expect(() => create({ 'schema.content': '{"type":"weird"}' })).toThrow(/Unknown schema type: weird/);
  });

  test('an unknown decimal.format', () => {
    expect(() => create({ 'decimal.format': 'hex' })).toThrow(
      'Invalid value hex for configuration decimal.format: String must be one of (case insensitive): BASE64, NUMERIC',
    );
  });
});
