import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { decimalFromBytes, decimalScale, decimalToBytes } from '../../../lib/connect/decimal-bytes.ts';
import { DataError } from '../../../lib/connect/errors.ts';
import { decimalSchema } from '../../../lib/connect/logical-types.ts';
import { decimalText } from '../../../lib/connect/number-text.ts';
import { BYTES_SCHEMA } from '../../../lib/connect/schema.ts';

const decimals = fc.tuple(fc.bigInt(), fc.integer({ min: -20, max: 40 })).map(([n, scale]) => new Decimal(n, scale));

describe('Decimal', () => {
  test.each([
    ['-12.340', -12340n, 3],
    ['+1', 1n, 0],
    ['.5', 5n, 1],
    ['5.', 5n, 0],
    ['1e-9', 1n, 9],
    ['1.5E+3', 15n, -2],
    [' 7 ', 7n, 0],
  ])('parses %s', (text, unscaled, scale) => {
    expect(Decimal.parse(text)).toEqual(new Decimal(unscaled, scale));
  });

  test.each(['', '.', 'x', '1.2.3', '1e', '0x1', '--1'])('refuses %j', (text) => {
    expect(() => Decimal.parse(text)).toThrow(RangeError);
  });

  test.each([
    [5n, 2, '0.05'],
    [-5n, 2, '-0.05'],
    [-1234n, 2, '-12.34'],
    [0n, 3, '0.000'],
    [12n, -2, '1200'],
  ])('%s at scale %s prints %s', (unscaled, scale, text) => {
    expect(String(new Decimal(unscaled, scale))).toBe(text);
  });

  test('keeps its scale, and changes it only without loss', () => {
    expect(Decimal.parse('1.5').withScale(3)).toEqual(Decimal.parse('1.500'));
    expect(Decimal.parse('1.500').withScale(1)).toEqual(Decimal.parse('1.5'));
    expect(() => Decimal.parse('1.55').withScale(1)).toThrow('Rounding needed to give 1.55 the scale 1');
  });

  test('is read back from both its texts', () => {
    fc.assert(
      fc.property(decimals, (decimal) => {
        expect(Decimal.parse(decimalText(decimal))).toEqual(decimal);
        expect(Decimal.parse(String(decimal)).withScale(decimal.scale)).toEqual(decimal);
      }),
    );
  });

  test('is read back from its bytes, which are as few as can be', () => {
    fc.assert(
      fc.property(decimals, (decimal) => {
        const bytes = decimalToBytes(decimal, decimal.scale);
        expect(decimalFromBytes(bytes, decimal.scale)).toEqual(decimal);
        const bits = BigInt(bytes.length * 8);
        if (bytes.length > 1) expect(BigInt.asIntN(Number(bits) - 8, decimal.unscaled)).not.toBe(decimal.unscaled);
      }),
    );
  });
});

describe('decimal schemas', () => {
  test('say their scale', () => {
    expect(decimalScale(decimalSchema(-3))).toBe(-3);
    expect(() => decimalScale(BYTES_SCHEMA)).toThrow(
      new DataError('Invalid Decimal schema: scale parameter not found.'),
    );
  });

  test('no bytes are no decimal', () => {
    expect(() => decimalFromBytes(new Uint8Array(), 2)).toThrow(DataError);
  });
});

test.each([
  ['1.50', '1.50'],
  ['1e3', '1E+3'],
  ['0.000001', '0.000001'],
  ['0.0000001', '1E-7'],
  ['-123e5', '-1.23E+7'],
  ['0e10', '0E+10'],
])('%s prints as BigDecimal prints it', (text, printed) => {
  expect(decimalText(Decimal.parse(text))).toBe(printed);
});
