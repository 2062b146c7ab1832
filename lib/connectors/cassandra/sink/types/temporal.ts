import { DataError } from '../../../../connect/errors.ts';
import type { Schema } from '../../../../connect/schema.ts';
import type { ConnectValue } from '../../../../connect/value.ts';
import { type CodecSettings, TIME_UNITS, type TimeUnit } from '../mapping/table-mapping.ts';
import { toInteger, toLong } from './numbers.ts';
import { parseTemporal, type TemporalParts } from './temporal-pattern.ts';
import { fromLocal } from './time-zone.ts';

const DAY_MS = 86_400_000;
const DAY_NANOS = 86_400_000_000_000n;
const MILLI_NANOS = TIME_UNITS.MILLISECONDS;

/** What the numbers of Debezium's temporal types count. */
const UNIT_OF_SCHEMA: Readonly<Record<string, TimeUnit>> = {
  'io.debezium.time.Date': 'DAYS',
  'io.debezium.time.Time': 'MILLISECONDS',
  'io.debezium.time.MicroTime': 'MICROSECONDS',
  'io.debezium.time.NanoTime': 'NANOSECONDS',
  'io.debezium.time.Timestamp': 'MILLISECONDS',
  'io.debezium.time.MicroTimestamp': 'MICROSECONDS',
  'io.debezium.time.NanoTimestamp': 'NANOSECONDS',
};

const unitOf = (schema: Schema | null, { unit }: CodecSettings): TimeUnit => UNIT_OF_SCHEMA[schema?.name ?? ''] ?? unit;

const floor = (dividend: bigint, divisor: bigint): bigint => {
  const quotient = dividend / divisor;
  return dividend < 0n && dividend % divisor !== 0n ? quotient - 1n : quotient;
};

const millisOfParts = (parts: TemporalParts): number => {
  const date = new Date(0);
  date.setUTCFullYear(parts.year, parts.month - 1, parts.day);
  date.setUTCHours(parts.hour, parts.minute, parts.second, Math.floor(parts.nanos / 1_000_000));
  const isReal = date.getUTCMonth() === parts.month - 1 && date.getUTCDate() === parts.day && parts.hour < 24;
  if (!isReal || parts.minute > 59 || parts.second > 59) throw new DataError('there is no such date or time');
  return date.getTime();
};

const parsed = (pattern: string, text: string, what: string): TemporalParts => {
  const parts = parseTemporal(pattern, text);
  if (parts === undefined) throw new DataError(`'${text}' is no ${what}: expected ${pattern}`);
  return parts;
};

const isNumber = (value: ConnectValue): boolean =>
  typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'string' && /^\s*-?\d+\s*$/.test(value));

const valid = (date: Date): number => {
  const millis = date.getTime();
  if (Number.isNaN(millis)) throw new DataError('not a point in time');
  return millis;
};

const inLong = (value: bigint): bigint => toLong(value, 'timestamp');

/** A CQL timestamp counts milliseconds; what is finer is cut off. */
export const encodeTimestamp = (value: ConnectValue, schema: Schema | null, codec: CodecSettings): bigint => {
  if (value instanceof Date) return BigInt(valid(value));
  if (isNumber(value))
    return inLong(floor(toLong(value, 'timestamp') * TIME_UNITS[unitOf(schema, codec)], MILLI_NANOS));
  if (typeof value !== 'string') throw new DataError(`${String(value)} is no timestamp`);
  const parts = parsed(codec.timestamp, value, 'timestamp');
  return BigInt(fromLocal(millisOfParts(parts), parts.zone ?? codec.timeZone));
};

const daysOf = (value: ConnectValue, schema: Schema | null, codec: CodecSettings): number => {
  if (value instanceof Date) return Math.floor(valid(value) / DAY_MS);
  if (isNumber(value)) {
    const unit = UNIT_OF_SCHEMA[schema?.name ?? ''] ?? 'DAYS';
    return Number(floor(toInteger(value, 'date') * TIME_UNITS[unit], DAY_NANOS));
  }
  if (typeof value !== 'string') throw new DataError(`${String(value)} is no date`);
  return Math.floor(millisOfParts(parsed(codec.date, value, 'date')) / DAY_MS);
};

/** Days, the epoch in the middle of 32 bits. A number counts days. */
export const encodeDate = (value: ConnectValue, schema: Schema | null, codec: CodecSettings): Buffer => {
  const days = daysOf(value, schema, codec) + 2 ** 31;
  if (days < 0 || days >= 2 ** 32) throw new DataError(`${String(value)} is beyond what a date holds`);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(days);
  return bytes;
};

const nanosOf = (value: ConnectValue, schema: Schema | null, codec: CodecSettings): bigint => {
  if (value instanceof Date) return BigInt(valid(value)) * MILLI_NANOS;
  if (isNumber(value)) return toInteger(value, 'time') * TIME_UNITS[unitOf(schema, codec)];
  if (typeof value !== 'string') throw new DataError(`${String(value)} is no time`);
  const parts = parsed(codec.time, value, 'time');
  const millis = millisOfParts({ ...parts, year: 1970, month: 1, day: 1, nanos: 0 });
  return BigInt(millis) * MILLI_NANOS + BigInt(parts.nanos);
};

/** Nanoseconds since midnight. */
export const encodeTime = (value: ConnectValue, schema: Schema | null, codec: CodecSettings): Buffer => {
  const nanos = nanosOf(value, schema, codec);
  if (nanos < 0n || nanos >= DAY_NANOS) throw new DataError(`${String(value)} is no time of a day`);
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(nanos);
  return bytes;
};
