import { DataError } from '../../connect/errors.ts';
import { doubleText, floatText, integerText } from '../../connect/number-text.ts';
import type { ConnectValue } from '../../connect/value.ts';

/** What is no number in JSON is quoted, as Jackson does. */
const quotedUnlessFinite = (value: number, text: string): string => (Number.isFinite(value) ? text : `"${text}"`);

const floating = (print: (value: number) => string) => (value: ConnectValue) => {
  if (typeof value !== 'number') throw new DataError(`Not a floating point number: ${typeof value}`);
  return quotedUnlessFinite(value, print(value));
};

export const float64Json = floating(doubleText);

export const float32Json = floating(floatText);

/** All digits of a `bigint` are written. */
export const integerJson = (value: ConnectValue): string => {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new DataError(`Not an integer: ${typeof value}`);
  return integerText(value);
};

/** A number without a schema. */
export const numberJson = (value: number): string => quotedUnlessFinite(value, String(value));
