import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { timestampSchema } from '../../../lib/connect/logical-types.ts';
import * as s from '../../../lib/connect/schema.ts';
import { castValue } from '../../../lib/transforms/cast/cast-value.ts';

describe('castValue', () => {
  test.each([
    [s.INT32_SCHEMA, 300, 'INT8', 44],
    [s.INT64_SCHEMA, 2n ** 63n - 1n, 'INT32', -1],
    [s.FLOAT64_SCHEMA, 3e9, 'INT32', 2147483647],
    [s.FLOAT64_SCHEMA, 1e30, 'INT64', 2n ** 63n - 1n],
    [s.FLOAT64_SCHEMA, 1e10, 'INT8', -1],
    [s.FLOAT64_SCHEMA, Number.NaN, 'INT16', 0],
    [s.FLOAT64_SCHEMA, -1.9, 'INT32', -1],
    [s.FLOAT64_SCHEMA, 0.5, 'BOOLEAN', false],
    [s.FLOAT64_SCHEMA, 5, 'STRING', '5.0'],
    [s.BOOLEAN_SCHEMA, true, 'INT64', 1],
    [s.STRING_SCHEMA, '+7', 'INT16', 7],
    [s.STRING_SCHEMA, '-9223372036854775808', 'INT64', -(2n ** 63n)],
    [s.STRING_SCHEMA, ' 1.5f ', 'FLOAT64', 1.5],
    [s.STRING_SCHEMA, 'TRUE', 'BOOLEAN', true],
    [s.STRING_SCHEMA, '0.1', 'FLOAT32', Math.fround(0.1)],
    [s.BYTES_SCHEMA, Uint8Array.of(255), 'STRING', '/w=='],
    [timestampSchema(), new Date(300), 'INT8', 44],
    [null, new Decimal(1234n, 2), 'STRING', undefined],
    [s.BYTES_SCHEMA, new Decimal(-1299n, 2), 'INT32', -12],
    [null, 7, 'FLOAT64', 7],
  ] as const)('%o %s as %s', (schema, value, type, expected) => {
    if (expected === undefined) expect(() => castValue(schema, value, type)).toThrow('not supported by Connect');
    else expect(castValue(schema, value, type)).toEqual(expected);
  });

  test.each([
    [s.STRING_SCHEMA, '128', 'INT8', 'Value (128) was out of range for requested data type'],
    [s.STRING_SCHEMA, ' 1', 'INT8', 'Value ( 1) was out of range for requested data type'],
    [s.BYTES_SCHEMA, Uint8Array.of(1), 'INT8', 'Unexpected type in Cast transformation: class [B'],
    [null, [1], 'STRING', 'Cast transformation does not support casting from ARRAY'],
    [null, { a: 1 }, 'STRING', 'Cast transformation does not support casting from MAP'],
  ] as const)('%o %s as %s is refused', (schema, value, type, message) => {
    expect(() => castValue(schema, value, type)).toThrow(message);
  });

  test('integers as text and back are the same', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (big) => {
        const text = castValue(s.INT64_SCHEMA, big, 'STRING');
        return BigInt(String(castValue(s.STRING_SCHEMA, text, 'INT64'))) === big;
      }),
    );
  });
});
