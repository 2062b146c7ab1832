import { Decimal } from '../../connect/decimal.ts';
import type { Schema } from '../../connect/schema.ts';
import type { ConnectValue } from '../../connect/value.ts';

/** Integers of Java's widths, and how Java makes one number into a narrower one: quietly, keeping the low bits. */
export type IntegerType = 'INT8' | 'INT16' | 'INT32' | 'INT64';

const BITS: Readonly<Record<IntegerType, number>> = { INT8: 8, INT16: 16, INT32: 32, INT64: 64 };

export const limitsOf = (type: IntegerType): { readonly min: bigint; readonly max: bigint } => {
  const half = 2n ** BigInt(BITS[type] - 1);
  return { min: -half, max: half - 1n };
};

/** An INT64 as the data model has it: a number where a double holds it safely. */
export const narrow = (value: bigint): number | bigint => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

const wrap = (value: bigint, type: IntegerType): number | bigint => narrow(BigInt.asIntN(BITS[type], value));

/** Towards zero, and to the nearest limit, as the JVM's `d2i` and `d2l`; bytes and shorts go by way of an int. */
const fromFloating = (value: number, type: IntegerType): number | bigint => {
  if (Number.isNaN(value)) return 0;
  const { min, max } = limitsOf(type === 'INT64' ? 'INT64' : 'INT32');
  if (value <= Number(min)) return wrap(min, type);
  return value >= Number(max) ? wrap(max, type) : wrap(BigInt(Math.trunc(value)), type);
};

const fromDecimal = ({ unscaled, scale }: Decimal): bigint =>
  scale > 0 ? unscaled / 10n ** BigInt(scale) : unscaled * 10n ** BigInt(-scale);

/** Whether Java would have a float or a double; without a schema, a number with a fraction. */
export const isFloating = (schema: Schema | null, value: ConnectValue): boolean =>
  schema === null ? typeof value === 'number' && !Number.isInteger(value) : schema.type.startsWith('FLOAT');

/** `Number.byteValue`, `shortValue`, `intValue` or `longValue`. */
export const toInteger = (
  value: number | bigint | Decimal,
  type: IntegerType,
  isFloating: boolean,
): number | bigint => {
  if (value instanceof Decimal) return wrap(fromDecimal(value), type);
  if (typeof value === 'bigint') return wrap(value, type);
  if (isFloating) return fromFloating(value, type);
  return type === 'INT64' ? value : Number(BigInt.asIntN(BITS[type], BigInt(value)));
};
