import { DataError } from '../../connect/errors.ts';
import { millisOf, timestampFromMillis } from '../../connect/logical-values.ts';

export const UNIX_PRECISIONS = ['nanoseconds', 'microseconds', 'milliseconds', 'seconds'] as const;

export type UnixPrecision = (typeof UNIX_PRECISIONS)[number];

/** Units a second; a millisecond is 1000 of them. */
const PER_SECOND: Readonly<Record<UnixPrecision, bigint>> = {
  seconds: 1n,
  milliseconds: 1000n,
  microseconds: 1_000_000n,
  nanoseconds: 1_000_000_000n,
};

/** What is finer than a millisecond is cut off, as Java's `TimeUnit` does. @throws DataError when out of range. */
export const fromUnixTime = (time: number | bigint, precision: UnixPrecision): Date =>
  timestampFromMillis(
    precision === 'milliseconds' ? Number(time) : Number((BigInt(time) * 1000n) / PER_SECOND[precision]),
  );

/** @throws DataError where the number does not fit an INT64: nanoseconds do until 2262. */
export const toUnixTime = (date: Date, precision: UnixPrecision): number | bigint => {
  const millis = millisOf(date);
  if (precision === 'milliseconds') return millis;
  const time = (BigInt(millis) * PER_SECOND[precision]) / 1000n;
  if (BigInt.asIntN(64, time) !== time)
    throw new DataError(`${date.toISOString()} in ${precision} does not fit an INT64: use a coarser unix.precision`);
  const number = Number(time);
  return Number.isSafeInteger(number) ? number : time;
};
