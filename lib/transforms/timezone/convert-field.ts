import { DataError } from '../../connect/errors.ts';
import { DATE_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../connect/logical-types.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { convertDateTime, convertTime } from './iso-text.ts';
import type { ZoneRules } from './zone-rules.ts';

/** Converts a value, not null, of the type that it is for. @throws DataError when it is none. */
export type ConvertValue = (value: ConnectValue) => ConnectValue;

type Long = number | bigint;

/** `null` for what is no integer. */
const asLong = (value: ConnectValue): Long | null =>
  typeof value === 'number' || typeof value === 'bigint' ? value : null;

const requireLong = (value: ConnectValue): Long => {
  const long = asLong(value);
  if (long === null) throw new DataError(`Not a time since the epoch: ${String(value)}`);
  return long;
};

/** The sum as an INT64, which overflows as Java's does. */
const sum = (value: Long, added: number): Long => {
  const inexact = Number(value) + added;
  if (Number.isSafeInteger(inexact) && typeof value === 'number') return inexact;
  const exact = BigInt.asIntN(64, BigInt(value) + BigInt(added));
  return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
};

/** Whole seconds, rounded down. */
const secondsOf = (value: Long, perSecond: number): number => {
  if (typeof value === 'number') return Math.floor(value / perSecond);
  const remainder = value % BigInt(perSecond);
  return Number((value - remainder) / BigInt(perSecond)) - (remainder < 0n ? 1 : 0);
};

/** Takes a time without a zone for one of the zone's clocks. */
const localToUtc =
  (rules: ZoneRules, perSecond: number): ConvertValue =>
  (value) => {
    const long = requireLong(value);
    return sum(long, -rules.offsetAtLocal(secondsOf(long, perSecond)) * perSecond);
  };

/** Moves a moment to what the zone's clocks show at it. */
const utcToLocal =
  (rules: ZoneRules, perSecond: number): ConvertValue =>
  (value) => {
    const long = requireLong(value);
    return sum(long, rules.offsetAt(secondsOf(long, perSecond)) * perSecond);
  };

const MAX_DATE_MS = 8.64e15;

const ofDate =
  (rules: ZoneRules): ConvertValue =>
  (value) => {
    if (!(value instanceof Date)) throw new DataError(`Not a Timestamp: ${String(value)}`);
    const ms = value.getTime();
    const moved = ms - rules.offsetAtLocal(Math.floor(ms / 1000)) * 1000;
    return new Date(Math.min(MAX_DATE_MS, Math.max(-MAX_DATE_MS, moved)));
  };

const PER_SECOND = { ms: 1000, us: 1_000_000, ns: 1_000_000_000 };

/** Types of times of day and of dates, which cannot be moved alone. */
export const UNSUPPORTED: ReadonlySet<string> = new Set([
  'io.debezium.time.Date',
  'io.debezium.time.MicroTime',
  'io.debezium.time.NanoTime',
  'io.debezium.time.Time',
  DATE_NAME,
  TIME_NAME,
]);

/** Conversions by the name of a field's schema. `now` is asked for the offset of times without a date. */
export const byLogicalType = (rules: ZoneRules, now: () => number): ReadonlyMap<string, ConvertValue> =>
  new Map<string, ConvertValue>([
    ['io.debezium.time.Timestamp', localToUtc(rules, PER_SECOND.ms)],
    ['io.debezium.time.MicroTimestamp', localToUtc(rules, PER_SECOND.us)],
    ['io.debezium.time.NanoTimestamp', localToUtc(rules, PER_SECOND.ns)],
    ['io.debezium.time.ZonedTimestamp', (value) => convertDateTime(String(value), rules)],
    ['io.debezium.time.ZonedTime', (value) => convertTime(String(value), rules.offsetAt(now() / 1000))],
    [TIMESTAMP_NAME, ofDate(rules)],
  ]);

/** Conversions of fields of the source block, by their names. */
export const ofEpochFields = (rules: ZoneRules): ReadonlyMap<string, ConvertValue> =>
  new Map([
    ['ts_ms', utcToLocal(rules, PER_SECOND.ms)],
    ['ts_us', utcToLocal(rules, PER_SECOND.us)],
    ['ts_ns', utcToLocal(rules, PER_SECOND.ns)],
  ]);
