import { Decimal } from '../../../../connect/decimal.ts';
import { decimalToBytes } from '../../../../connect/decimal-bytes.ts';
import { DataError } from '../../../../connect/errors.ts';
import { doubleText, floatText } from '../../../../connect/number-text.ts';
import type { ConnectValue } from '../../../../connect/value.ts';

const misfit = (value: ConnectValue, type: string): DataError =>
  new DataError(`${typeof value === 'string' ? `'${value}'` : String(value)} is no ${type}`);

/** As `#,###.##` of the locale en_US: commas may group digits. */
const ungrouped = (text: string): string => text.trim().replaceAll(/,(?=\d{3}(?:\D|$))/g, '');

const decimalOf = (text: string, value: ConnectValue, type: string): Decimal => {
  try {
    const decimal = Decimal.parse(text);
    // An exponent that large would be written out in digits.
    if (Math.abs(decimal.scale) > 10_000) throw misfit(value, type);
    return decimal;
  } catch {
    throw misfit(value, type);
  }
};

/** Any number as a decimal, no digit lost. @throws DataError */
const toDecimal = (value: ConnectValue, type = 'decimal'): Decimal => {
  if (value instanceof Decimal) return value;
  if (typeof value === 'bigint') return new Decimal(value, 0);
  if (typeof value === 'number' && Number.isFinite(value)) return decimalOf(String(value), value, type);
  if (typeof value === 'string') return decimalOf(ungrouped(value), value, type);
  if (value instanceof Date) return new Decimal(BigInt(value.getTime()), 0);
  if (typeof value === 'boolean') return new Decimal(value ? 1n : 0n, 0);
  throw misfit(value, type);
};

/** An integer; digits behind the point may only be zeros. @throws DataError */
export const toInteger = (value: ConnectValue, type: string): bigint => {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  const decimal = toDecimal(value, type);
  try {
    return decimal.withScale(0).unscaled;
  } catch {
    throw misfit(value, type);
  }
};

export const integerEncoder = (type: string, bits: number): ((value: ConnectValue) => number) => {
  const limit = 2 ** (bits - 1);
  return (value) => {
    const number = typeof value === 'number' && Number.isInteger(value) ? value : Number(toInteger(value, type));
    if (number < -limit || number >= limit) throw misfit(value, type);
    return number;
  };
};

const LONG_LIMIT = 2n ** 63n;

export const toLong = (value: ConnectValue, type: string): bigint => {
  const integer = toInteger(value, type);
  if (integer < -LONG_LIMIT || integer >= LONG_LIMIT) throw misfit(value, type);
  return integer;
};

const toDouble = (value: ConnectValue, type: string): number => {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && /^[+-]?(NaN|Infinity)$/.test(value.trim())) return Number(value);
  const decimal = toDecimal(value, type);
  const number = decimal.toNumber();
  const back = Number.isFinite(number) ? Decimal.parse(String(number)) : null;
  const scale = Math.max(decimal.scale, back?.scale ?? 0);
  if (back === null || back.withScale(scale).unscaled !== decimal.withScale(scale).unscaled) throw misfit(value, type);
  return number;
};

export const encodeDouble = (value: ConnectValue): number => toDouble(value, 'double');

/** What a float prints as must be what was given: 0.1 is a float, 0.123456789 is not. */
export const encodeFloat = (value: ConnectValue): number => {
  const number = toDouble(value, 'float');
  const float = Math.fround(number);
  if (float === number || Number.isNaN(number) || floatText(float) === doubleText(number)) return float;
  throw misfit(value, 'float');
};

const SCALE_LIMIT = 2 ** 31;

export const encodeDecimal = (value: ConnectValue): Buffer => {
  const decimal = toDecimal(value);
  if (Math.abs(decimal.scale) >= SCALE_LIMIT) throw misfit(value, 'decimal');
  const scale = Buffer.alloc(4);
  scale.writeInt32BE(decimal.scale);
  return Buffer.concat([scale, decimalToBytes(decimal, decimal.scale)]);
};

export const encodeVarint = (value: ConnectValue): Buffer =>
  Buffer.from(decimalToBytes(new Decimal(toInteger(value, 'varint'), 0), 0));
