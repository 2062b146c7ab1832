import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPlugin } from '../../../lib/config/plugin-names.ts';
import { valuesEqual } from '../../../lib/connect/equality.ts';
import { DataError } from '../../../lib/connect/errors.ts';
import * as s from '../../../lib/connect/schema.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { converters } from '../../../lib/converters/catalogue.ts';
import { valuesOf } from '../connect/arbitraries.ts';

const create = (name: string, config = {}) => {
  const plugin = findPlugin(converters, name, 'Converter');
  if (plugin === undefined) throw new Error(`No converter ${name}`);
  return plugin.create(config, false);
};

describe.each([
  ['BooleanConverter', s.BOOLEAN_SCHEMA],
  ['ShortConverter', s.INT16_SCHEMA],
  ['IntegerConverter', s.INT32_SCHEMA],
  ['LongConverter', s.INT64_SCHEMA],
  ['FloatConverter', s.FLOAT32_SCHEMA],
  ['DoubleConverter', s.FLOAT64_SCHEMA],
  ['ByteArrayConverter', s.BYTES_SCHEMA],
  ['StringConverter', s.STRING_SCHEMA],
])('%s', (name, schema) => {
  const converter = create(name);

  test('gives back every value', () => {
    fc.assert(
      fc.property(valuesOf({ ...schema, optional: true }), (value) => {
        const read = converter.toConnectData('t', converter.fromConnectData('t', schema, value));
        expect(valuesEqual(read.value, value)).toBe(true);
        expect(read.schema).toEqual({ ...schema, optional: true });
      }),
    );
  });
});

test.each<readonly [string, ConnectValue, string]>([
  ['LongConverter', 2n ** 63n, 'Failed to serialize to long (was class java.math.BigInteger): '],
  ['ShortConverter', 40_000, 'Failed to serialize to short (was class java.lang.Integer): '],
  ['IntegerConverter', 1.5, 'Failed to serialize to integer (was class java.lang.Double): '],
  ['DoubleConverter', 'x', 'Failed to serialize to double (was class java.lang.String): '],
  ['BooleanConverter', 1, 'BooleanConverter is not compatible with objects of type class java.lang.Byte'],
  ['ByteArrayConverter', 'x', 'ByteArrayConverter is not compatible with objects of type class java.lang.String'],
])('%s refuses %s', (name, value, message) => {
  expect(() => create(name).fromConnectData('t', null, value)).toThrow(new DataError(message));
});

describe('StringConverter', () => {
  test.each([
    ['utf-16le', 'grüße, 世界'],
    ['ISO-8859-1', 'grüße'],
    ['US-ASCII', 'plain'],
  ])('%s', (encoding, text) => {
    const converter = create('StringConverter', { 'converter.encoding': encoding });
    expect(converter.toConnectData('t', converter.fromConnectData('t', null, text)).value).toBe(text);
  });

  test('what a charset lacks becomes a question mark, as in Java', () => {
    const converter = create('StringConverter', { 'converter.encoding': 'US-ASCII' });
    expect(Buffer.from(converter.fromConnectData('t', null, 'a世é😀') ?? []).toString()).toBe('a???');
    expect(converter.toConnectData('t', Buffer.of(0x61, 0xe9)).value).toBe('a\ufffd');
  });

  test('an encoding that is not supported', () => {
    expect(() => create('StringConverter', { 'converter.encoding': 'EBCDIC' })).toThrow(
      'Invalid value EBCDIC for configuration converter.encoding: Unsupported encoding; use one of UTF-8, UTF-16LE, ISO-8859-1, US-ASCII',
    );
  });
});
