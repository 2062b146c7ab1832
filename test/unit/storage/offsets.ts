import fc from 'fast-check';
import type { OffsetValue } from '../../../lib/connect/offset.ts';

const values: fc.Arbitrary<OffsetValue> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.boolean(),
  fc.constant(null),
);

/** Offsets, or partitions, of any keys and values. */
export const offsets = fc.dictionary(fc.string({ unit: 'binary' }), values, { noNullPrototype: true });

/** A value as it comes back: a `bigint` that fits a number is one, and the other way round. */
export const normal = (value: OffsetValue): OffsetValue => {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value) : value;
};
