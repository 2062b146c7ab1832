import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { valuesEqual } from '../../../lib/connect/equality.ts';
import { dateSchema } from '../../../lib/connect/logical-types.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { convertToString, parseString } from '../../../lib/connect/values.ts';
import { int64 } from './arbitraries.ts';

const struct = s.structSchema([
  ['a', s.FLOAT32_SCHEMA],
  ['b', s.OPTIONAL_STRING_SCHEMA],
]);

describe('convertToString', () => {
  test.each<readonly [s.Schema | null, ConnectValue, string | null]>([
    [null, null, null],
    [null, 'a "b"', 'a "b"'],
    [null, ['a "b"\\', 1, null], '["a \\"b\\"\\\\",1,null]'],
    [s.FLOAT64_SCHEMA, 1, '1.0'],
    [s.INT64_SCHEMA, 2n ** 62n, '4611686018427387904'],
    [null, Decimal.parse('1.50'), '1.50'],
    [null, new Map<ConnectValue, ConnectValue>([[1, true]]), '{1:true}'],
    [null, { k: Uint8Array.of(1, 2) }, '{"k":"AQI="}'],
    [struct, new Struct(struct, [1, null]), '{"a":1.0,"b":null}'],
    [s.arraySchema(s.FLOAT64_SCHEMA), [1], '[1.0]'],
    [dateSchema(), new Date('2024-01-02'), '2024-01-02'],
    [null, new Date('2024-01-02T03:04:05.678Z'), '2024-01-02T03:04:05.678Z'],
    [null, new Date(11_045_678), '03:04:05.678Z'],
  ])('%#: %s', (schema, value, text) => {
    expect(convertToString(schema, value)).toBe(text);
  });
});

describe('parseString', () => {
  test.each<readonly [text: string, type: s.SchemaType | undefined, value: ConnectValue]>([
    ['9223372036854775807', 'INT64', 2n ** 63n - 1n],
    ['-128', 'INT8', -128],
    ['1.0', 'INT8', 1],
    ['0.1', 'FLOAT32', Math.fround(0.1)],
    ['1e300', 'FLOAT64', 1e300],
    ['+5', 'INT8', 5],
    ['-', 'STRING', '-'],
    ['1,2', 'STRING', '1,2'],
    ['[1] x', 'STRING', '[1] x'],
    ['[1,null]', 'STRING', '[1,null]'],
    ['[,1]', 'STRING', '[,1]'],
    ['[1 2]', 'STRING', '[1 2]'],
    ['{"a"}', 'STRING', '{"a"}'],
    ['{null:1}', 'STRING', '{null:1}'],
    ['["a]', 'STRING', '["a]'],
    ['[true, false]', 'ARRAY', [true, false]],
    ['[1,300]', 'ARRAY', [1, 300]],
    ['[[1],[2]]', 'ARRAY', [[1], [2]]],
    ['[null]', 'ARRAY', [null]],
    ['{1:"x"}', 'MAP', new Map([[1, 'x']])],
    ['{"a":null}', 'MAP', new Map([['a', null]])],
    ['{"a":1,"b":"x"}', undefined, { a: 1, b: 'x' }],
    [
      '{1:1,"b":"x"}',
      undefined,
      new Map<ConnectValue, ConnectValue>([
        [1, 1],
        ['b', 'x'],
      ]),
    ],
    ['["2024-01-02"]', 'ARRAY', [new Date('2024-01-02')]],
    ['[2024-01-02T03:04:05.678Z]', 'ARRAY', [new Date('2024-01-02T03:04:05.678Z')]],
    ['{"a":03:04:05.678Z}', 'MAP', new Map([['a', new Date(11_045_678)]])],
    ['2024-13-01', 'INT32', new Date('2025-01-01')],
    ['0001-01-01', 'INT32', new Date('0001-01-01')],
  ])('%s', (text, type, value) => {
    const parsed = parseString(text);
    expect(parsed.schema?.type).toBe(type);
    expect(valuesEqual(parsed.value, value)).toBe(true);
  });

  test('a common numeric type is found, whatever the order', () => {
    for (const text of ['[1,2.5,3000000000]', '[3000000000,2.5,1]']) {
      const { schema } = parseString(text);
      expect(schema?.type === 'ARRAY' && schema.valueSchema.type).toBe('FLOAT32');
    }
  });

  test('does not let a hostile text take the stack or the processor', () => {
    expect(parseString('['.repeat(100_000)).schema?.type).toBe('STRING');
    expect(parseString('1e999999999').value).toEqual(new Decimal(1n, -999_999_999));
    expect(parseString('1e99999999999').schema?.type).toBe('STRING');
  });

  const plainText = fc.string({ unit: 'grapheme' }).filter((text) => !/^\d{4}-|^\d\d:/.test(text));

  test('reads back what was written', () => {
    const values = fc.oneof(
      int64,
      fc.boolean(),
      fc.array(plainText),
      fc.array(int64),
      fc.dictionary(plainText, int64).map((object) => new Map(Object.entries(object))),
    );
    fc.assert(
      fc.property(values, (value) => {
        const { value: read } = parseString(convertToString(null, value) ?? 'null');
        expect(valuesEqual(read, value)).toBe(true);
      }),
    );
  });

  test('never throws', () => {
    const text = fc.string({ unit: fc.constantFrom(...'[]{}",:\\1a -.e'), maxLength: 30 });
    fc.assert(
      fc.property(text, (given) => {
        expect(parseString(given)).toBeDefined();
      }),
      { numRuns: 2000 },
    );
  });
});
