import type { Decimal } from './decimal.ts';
import type { Schema } from './schema.ts';

/**
 * Numbers as Java prints them, for texts that must match: `1.0` where JavaScript has `1`, `1.0E10` where it has
 * `10000000000`.
 */
const scientific = (shortest: string): string => {
  const [mantissa = '', exponent = ''] = shortest.split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
};

const isPlain = (magnitude: number): boolean => magnitude === 0 || (magnitude >= 1e-3 && magnitude < 1e7);

const zeroText = (value: number): string => (Object.is(value, -0) ? '-0.0' : '0.0');

/** A FLOAT64 as `Double.toString` (since JDK 19) prints it. */
export const doubleText = (value: number): string => {
  if (!Number.isFinite(value)) return String(value);
  if (!isPlain(Math.abs(value))) return scientific(value.toExponential());
  if (value === 0) return zeroText(value);
  return Number.isInteger(value) ? `${value}.0` : String(value);
};

/** The fewest digits that read back as the same single-precision number. */
const shortestFloat = (value: number): number => {
  const target = Math.fround(value);
  for (let digits = 1; digits < 9; digits++) {
    const candidate = Number(target.toPrecision(digits));
    if (Math.fround(candidate) === target) return candidate;
  }
  return Number(target.toPrecision(9));
};

/** A FLOAT32 as `Float.toString` prints it: `0.1`, although the nearest double of a float 0.1 is 0.10000000149011612. */
export const floatText = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 2 ** 24 ? doubleText(value) : doubleText(shortestFloat(value));

/** An integer in all its digits, where JavaScript rounds those beyond 2^53 to the shortest text. */
export const integerText = (value: number): string =>
  Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value).toString() : String(value);

/** A number by its schema; without one, an integer is what is one safely: larger ones would be bigints. */
export const numberText = (schema: Schema | null, value: number): string => {
  if (schema?.type === 'FLOAT32') return floatText(value);
  if (schema?.type === 'FLOAT64') return doubleText(value);
  if (schema === null && !Number.isSafeInteger(value)) return doubleText(value);
  return integerText(value);
};

/** A decimal as `BigDecimal.toString` prints it: plain, or scientific from a negative scale or 1E-7 on. */
export const decimalText = (value: Decimal): string => {
  const { unscaled, scale } = value;
  const sign = unscaled < 0n ? '-' : '';
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString();
  const exponent = digits.length - 1 - scale;
  if (scale >= 0 && exponent >= -6) return value.toString();
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${sign}${digits[0]}${fraction}E${exponent < 0 ? '' : '+'}${exponent}`;
};
