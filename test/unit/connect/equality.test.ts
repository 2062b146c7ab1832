import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { schemasEqual, valuesEqual } from '../../../lib/connect/equality.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { schemaAndValue, schemas } from './arbitraries.ts';

const isList = (value: ConnectValue): value is readonly ConnectValue[] => Array.isArray(value);

/** The same content in other objects, maps the other way round. */
const copy = (value: ConnectValue): ConnectValue => {
  if (value instanceof Struct) return new Struct({ ...value.schema }, value.values.map(copy));
  if (value instanceof Decimal) return new Decimal(value.unscaled, value.scale);
  if (value instanceof Map) return new Map([...value].reverse().map(([key, element]) => [copy(key), copy(element)]));
  return isList(value) ? value.map(copy) : structuredClone(value);
};

describe('schemasEqual', () => {
  test('holds for copies', () => {
    fc.assert(
      fc.property(schemas(2), (schema) => {
        expect(schemasEqual(schema, { ...schema })).toBe(true);
      }),
    );
  });

  test('is sensitive to every attribute', () => {
    fc.assert(
      fc.property(schemas(1), (schema) => {
        expect(schemasEqual(schema, { ...schema, optional: !schema.optional })).toBe(false);
        expect(schemasEqual(schema, { ...schema, version: (schema.version ?? 0) + 1 })).toBe(false);
        expect(schemasEqual(schema, { ...schema, parameters: { ...schema.parameters, added: '' } })).toBe(false);
        expect(schemasEqual(s.arraySchema(schema), s.mapSchema(schema, schema))).toBe(false);
      }),
    );
  });
});

describe('valuesEqual', () => {
  test('holds for copies, maps in any order', () => {
    fc.assert(
      fc.property(schemaAndValue, ({ value }) => {
        expect(valuesEqual(value, copy(value))).toBe(true);
      }),
    );
  });

  test.each<readonly [ConnectValue, ConnectValue]>([
    [0, -0],
    [1, 1n],
    [Decimal.parse('1.50'), Decimal.parse('1.5')],
    [[], {}],
    [new Map(), {}],
    [{ a: 1 }, { b: 1 }],
    [new Date(0), new Date(1)],
    [Uint8Array.of(1), [1]],
    [null, 0],
  ])('%o and %o differ', (left, right) => {
    expect(valuesEqual(left, right)).toBe(false);
    expect(valuesEqual(right, left)).toBe(false);
  });
});
