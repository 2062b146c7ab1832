import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { schemasEqual, valuesEqual } from '../../../lib/connect/equality.ts';
import type { Schema } from '../../../lib/connect/schema.ts';
import { jsonConverter } from '../../../lib/converters/json-converter.ts';
import { hasLongDigits } from '../../../lib/formats/json/long-digits.ts';
import { parseExactJson } from '../../../lib/formats/json/parse-exact.ts';
import { schemaAndValue, schemaless } from '../connect/arbitraries.ts';
import { utf8 } from './outcome.ts';

const create = (config: RawConfig) => jsonConverter.create({ 'replace.null.with.default': 'false', ...config }, false);

const isLogicallyEqual = (left: Schema | null, right: Schema): boolean => left !== null && schemasEqual(left, right);

describe('JsonConverter', () => {
  test.each(['BASE64', 'NUMERIC'])('gives back schema and value, decimals as %s', (format) => {
    fc.assert(
      fc.property(schemaAndValue, ({ schema, value }) => {
        const converter = create({ 'decimal.format': format });
        const bytes = converter.fromConnectData('t', schema, value);
        // Twice, since the second reading takes the short way past the schema.
        for (const read of [converter.toConnectData('t', bytes), converter.toConnectData('t', bytes)]) {
          expect(isLogicallyEqual(read.schema, schema)).toBe(true);
          expect(valuesEqual(read.value, value)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('gives back the same value under schema.content', () => {
    fc.assert(
      fc.property(schemaAndValue, ({ schema, value }) => {
        const bare = utf8(create({ 'schemas.enable': 'false' }).fromConnectData('t', schema, value));
        const enveloped = utf8(create({}).fromConnectData('t', schema, value));
        const content = enveloped.slice('{"schema":'.length, -`,"payload":${bare}}`.length);
        const read = create({ 'schema.content': content }).toConnectData('t', Buffer.from(bare));
        expect(valuesEqual(read.value, value)).toBe(true);
      }),
    );
  });

  test('gives back values without a schema, and integers exactly', () => {
    const converter = create({ 'schemas.enable': 'false' });
    fc.assert(
      fc.property(schemaless, (value) => {
        const bytes = converter.fromConnectData('t', null, value);
        expect(valuesEqual(converter.toConnectData('t', bytes).value, value)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('parseExactJson', () => {
  test('agrees with JSON.parse', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        fc.pre(!hasLongDigits(Buffer.from(text)));
        expect(parseExactJson(text, { decimals: false })).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  test('refuses what JSON.parse refuses', () => {
    const broken = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', ',', '}', '\\', '\n', 'x', '-', '.'));
    fc.assert(
      fc.property(broken, ([json, at, inserted]) => {
        const position = at % (json.length + 1);
        const text = json.slice(0, position) + inserted + json.slice(position + (inserted === '' ? 1 : 0));
        // Leading zeros are allowed on purpose.
        fc.pre(!/\b0\d/.test(text));
        const parses = (parse: (text: string) => unknown): boolean => {
          try {
            parse(text);
            return true;
          } catch {
            return false;
          }
        };
        expect(parses((input) => parseExactJson(input, { decimals: false }))).toBe(parses(JSON.parse));
      }),
      { numRuns: 1000 },
    );
  });
});

test('hasLongDigits finds every run of 16 digits', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('1', '9', 'x', ' '), maxLength: 80 }), fc.nat(20), (text, digits) => {
      const whole = text + '7'.repeat(digits) + text;
      expect(hasLongDigits(Buffer.from(whole))).toBe(/\d{16}/.test(whole));
    }),
  );
});
