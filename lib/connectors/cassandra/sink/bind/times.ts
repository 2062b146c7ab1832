import { types } from 'cassandra-driver';
import { DataError } from '../../../../connect/errors.ts';
import type { ConnectValue } from '../../../../connect/value.ts';
import { type TableMapping, TIME_UNITS, type TimeUnit } from '../mapping/table-mapping.ts';
import { read, type View } from '../record-fields.ts';
import { toInteger, toLong } from '../types/numbers.ts';

const MAX_TTL = 630_720_000n;

const nanosOf = (value: ConnectValue, unit: TimeUnit): bigint =>
  value instanceof Date
    ? BigInt(value.getTime()) * TIME_UNITS.MILLISECONDS
    : toInteger(value, 'number') * TIME_UNITS[unit];

/** Seconds to live. A fraction of one is a whole one, since 0 means for ever. @throws DataError */
export const ttlOf = (view: View, { ttlSource, ttlUnit, ttlSeconds }: TableMapping): unknown => {
  if (ttlSource === null || ttlSource.kind === 'now') return ttlSeconds;
  const value = read(view, ttlSource)?.value ?? null;
  if (value === null) return types.unset;
  const nanos = nanosOf(value, ttlUnit);
  const seconds = (nanos + TIME_UNITS.SECONDS - 1n) / TIME_UNITS.SECONDS;
  if (nanos < 0n || seconds > MAX_TTL)
    throw new DataError(`__ttl: ${String(value)} ${ttlUnit} is not between 0 and 20 years`);
  return Number(seconds);
};

/** What the mapping says of the time of writing, in microseconds; `null` if it says nothing. @throws DataError */
export const mappedTimestamp = (view: View, { timestampSource, timestampUnit }: TableMapping): bigint | null => {
  if (timestampSource === null || timestampSource.kind === 'now') return null;
  const value = read(view, timestampSource)?.value ?? null;
  return value === null ? null : toLong(nanosOf(value, timestampUnit) / TIME_UNITS.MICROSECONDS, '__timestamp');
};
