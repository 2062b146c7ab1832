import { describe, expect, test } from 'vitest';
import { findPlugin } from '../../../lib/config/plugin-names.ts';
import * as s from '../../../lib/connect/schema.ts';
import { schemaText } from '../../../lib/connect/schema-text.ts';
import type { ConnectValue, SchemaAndValue } from '../../../lib/connect/value.ts';
import { converters } from '../../../lib/converters/catalogue.ts';
import { simpleHeaderConverter } from '../../../lib/converters/simple-header-converter.ts';
import { allTypes, allTypesSchema } from './all-types.ts';
import { expectedCases } from './deliberate-differences.ts';
import { outcome, utf8, withoutCause } from './outcome.ts';

const convert = (name: string, schema: s.Schema | null, value: ConnectValue): Uint8Array | null | undefined =>
  findPlugin(converters, name, 'Converter')?.create({}, false).fromConnectData('t', schema, value);

/** Java's bytes are signed. */
const signed = (name: string, schema: s.Schema, value: ConnectValue) => (): string =>
  `[${Array.from(convert(name, schema, value) ?? [], (byte) => (byte << 24) >> 24).join(', ')}]`;

const header = simpleHeaderConverter.create({});

const toHeader = (schema: s.Schema | null, value: ConnectValue) => (): string =>
  utf8(header.fromConnectHeader('t', { key: 'h', schema, value }));

const fromHeader = (text: string | null) => (): string => {
  const value = text === null ? null : Buffer.from(text);
  const read: SchemaAndValue = header.toConnectHeader('t', { key: 'h', value });
  return `SchemaAndValue{schema=${read.schema === null ? 'null' : schemaText(read.schema)}, value=${read.value}}`;
};

const inputs: ReadonlyArray<readonly [given: string, call: () => string]> = [
  ['LongConverter', signed('LongConverter', s.INT64_SCHEMA, 5)],
  ['IntegerConverter', signed('IntegerConverter', s.INT32_SCHEMA, 5)],
  ['ShortConverter', signed('ShortConverter', s.INT16_SCHEMA, 5)],
  ['DoubleConverter', signed('DoubleConverter', s.FLOAT64_SCHEMA, 1.5)],
  ['FloatConverter', signed('FloatConverter', s.FLOAT32_SCHEMA, 1.5)],
  ['BooleanConverter', signed('BooleanConverter', s.BOOLEAN_SCHEMA, true)],
  ['ByteArrayConverter', signed('ByteArrayConverter', s.BYTES_SCHEMA, Uint8Array.of(1, 2))],
  ['StringConverter', signed('StringConverter', s.STRING_SCHEMA, 'é')],
  ['StringConverter', signed('StringConverter', s.INT32_SCHEMA, 5)],
  [
    'LongConverter wrong len',
    () => String(findPlugin(converters, 'Long', 'Converter')?.create({}, false).toConnectData('t', Buffer.of(1))),
  ],
  ['StringConverter struct', () => utf8(convert('StringConverter', allTypesSchema, allTypes) ?? null)],
  ['StringConverter map', () => utf8(convert('StringConverter', null, { a: 1 }) ?? null)],
  ['SimpleHeader int to', toHeader(s.INT32_SCHEMA, 5)],
  ['SimpleHeader map to', toHeader(null, new Map([['a', 1]]))],
  ["SimpleHeader from '12'", fromHeader('12')],
  ["SimpleHeader from 'a b'", fromHeader('a b')],
  ['SimpleHeader null', fromHeader(null)],
  ['SimpleHeader bytes to', toHeader(s.BYTES_SCHEMA, Uint8Array.of(1, 2))],
];

describe('primitive converters, as recorded', () => {
  test.each(expectedCases('primitive converters').map((recorded, index) => ({ ...recorded, input: inputs[index] })))(
    '$given',
    ({ given, expected, input }) => {
      expect(input?.[0]).toBe(given);
      expect(outcome(input?.[1] ?? String)).toBe(withoutCause(expected));
    },
  );
});
