import { Decimal } from '../connect/decimal.ts';

type Comparable = Decimal | bigint | number;

const asDecimal = (value: Decimal | bigint | number): Decimal => {
  if (value instanceof Decimal) return value;
  return typeof value === 'bigint' ? new Decimal(value, 0) : Decimal.parse(String(value));
};

/** Below zero, zero or above as the left one is less, equal or greater, whatever their scales; NaN when one is NaN. */
export const compareNumbers = (left: Comparable, right: Comparable): number => {
  if (typeof left === 'number' && !Number.isFinite(left)) return left;
  if (typeof right === 'number' && !Number.isFinite(right)) return -right;
  const [a, b] = [asDecimal(left), asDecimal(right)];
  const scale = Math.max(a.scale, b.scale);
  const difference = a.withScale(scale).unscaled - b.withScale(scale).unscaled;
  return difference < 0n ? -1 : Number(difference > 0n);
};
