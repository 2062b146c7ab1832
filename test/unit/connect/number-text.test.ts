import fc from 'fast-check';
import { expect, test } from 'vitest';
import { doubleText, floatText, numberText } from '../../../lib/connect/number-text.ts';
import { INT64_SCHEMA } from '../../../lib/connect/schema.ts';

test.each([
  [0, '0.0'],
  [-0, '-0.0'],
  [5, '5.0'],
  [0.1, '0.1'],
  [0.001, '0.001'],
  [0.0001, '1.0E-4'],
  [9_999_999, '9999999.0'],
  [1e7, '1.0E7'],
  [12_345_678.9, '1.23456789E7'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
])('the double %s prints %s, as in Java', (value, text) => {
  expect(doubleText(value)).toBe(text);
});

test.each([
  [Math.fround(0.1), '0.1'],
  [0.1, '0.1'],
  [2 ** 24, '1.6777216E7'],
  [Math.fround(3.4028234663852886e38), '3.4028235E38'],
])('the float %s prints %s', (value, text) => {
  expect(floatText(value)).toBe(text);
});

test('what is printed reads back', () => {
  fc.assert(
    fc.property(fc.double(), fc.float(), (double, float) => {
      expect(Number(doubleText(double))).toBe(double);
      expect(Math.fround(Number(floatText(float)))).toBe(float);
    }),
  );
});

test('integers print in all digits; without a schema a large number is a double', () => {
  expect(numberText(INT64_SCHEMA, 2 ** 60)).toBe('1152921504606846976');
  expect(numberText(null, 5)).toBe('5');
  expect(numberText(null, 2 ** 60)).toBe('1.152921504606847E18');
});
