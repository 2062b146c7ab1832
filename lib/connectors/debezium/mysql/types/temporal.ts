import { DataError } from '../../../../connect/errors.ts';
import { dateSchema, timeSchema, timestampSchema } from '../../../../connect/logical-types.ts';
import { daysOf, epochMicros, exactInteger, MICROS_PER_DAY, microsOfTime, type Wall } from '../../calendar.ts';
import * as logical from '../../logical-schemas.ts';
import type { RawValue } from '../raw-value.ts';
import { type TypeModes, textOf, type ValueType } from './value-type.ts';

type TimeMode = TypeModes['time.precision.mode'];

/** Years of two digits are those from 1970 to 2069. */
const adjusted = (year: number, isAdjusting: boolean): number => {
  if (!isAdjusting || year > 99) return year;
  return year < 70 ? year + 2000 : year + 1900;
};

const number = (text: string, from: number, count: number): number => Number(text.slice(from, from + count));

const SHORTEST_MONTH = 28;

/** The 31st of June and the like, which servers take under `ALLOW_INVALID_DATES`. */
const isMissing = (year: number, month: number, day: number): boolean =>
  day > SHORTEST_MONTH &&
  daysOf(year, month, day) >= (month === 12 ? daysOf(year + 1, 1, 1) : daysOf(year, month + 1, 1));

/** `2024-02-29`; `undefined` for a day that is in no calendar, such as one with a month or a day of zero. */
const daysOfText = (text: string, isAdjusting: boolean): number | undefined => {
  const [month, day] = [number(text, 5, 2), number(text, 8, 2)];
  if (month === 0 || day === 0) return undefined;
  const year = adjusted(number(text, 0, 4), isAdjusting);
  return isMissing(year, month, day) ? undefined : daysOf(year, month, day);
};

const wallOfText = (text: string, isAdjusting: boolean): Wall | undefined => {
  const days = daysOfText(text, isAdjusting);
  if (days === undefined) return undefined;
  return { days, microsOfDay: text.length > 10 ? microsOfTime(text, 11) : 0, year: number(text, 0, 4) };
};

/** A reader of texts that knows no value for some of them. */
const reading =
  <V>(parse: (text: string) => V | undefined, show: (value: V) => ReturnType<ValueType['read']>): ValueType['read'] =>
  (raw: RawValue) => {
    const value = parse(textOf(raw));
    return value === undefined ? null : show(value);
  };

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** A day's number as `2024-02-29`. */
const dayText = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10);

const MICRO_DIGITS = 6;

/** As Java writes it: without the zeros at its end; or with exactly so many digits. */
const fractionText = (micros: number, width: number | null): string => {
  const digits = pad(micros, MICRO_DIGITS);
  const shown = width === null ? digits.replace(/0+$/, '') : digits.slice(0, width);
  return shown === '' ? '' : `.${shown}`;
};

const clockText = (microsOfDay: number, width: number | null): string => {
  const seconds = Math.floor(microsOfDay / 1_000_000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return clock.map((part) => pad(part)).join(':') + fractionText(microsOfDay % 1_000_000, width);
};

const isoText = ({ days, microsOfDay }: Wall, width: number | null): string =>
  `${dayText(days)}T${clockText(microsOfDay, width)}Z`;

export const dateType = (mode: TimeMode, isAdjusting: boolean): ValueType => {
  const parse = (text: string): number | undefined => daysOfText(text, isAdjusting);
  if (mode === 'connect')
    return { schema: dateSchema(), zero: new Date(0), read: reading(parse, (days) => new Date(days * 86_400_000)) };
  if (mode === 'isostring')
    return { schema: logical.isoDate(), zero: '1970-01-01Z', read: reading(parse, (days) => `${dayText(days)}Z`) };
  return { schema: logical.debeziumDate(), read: reading(parse, (days) => days) };
};

/** `-838:59:59.000000`: hours take two digits or three. */
const microsOfText = (text: string): number => {
  const isNegative = text.startsWith('-');
  const from = isNegative ? 1 : 0;
  const colon = text.indexOf(':');
  const rest = microsOfTime(`00${text.slice(colon)}`);
  const micros = number(text, from, colon - from) * 3_600_000_000 + rest;
  return isNegative ? -micros : micros;
};

/** Of types that are a time of day; durations beyond would be lost. */
const timeOfDay = (raw: RawValue): number => {
  const micros = microsOfText(textOf(raw));
  if (micros < 0 || micros >= MICROS_PER_DAY)
    throw new DataError(
      `The TIME ${textOf(raw)} is no time of day, and cannot be shown with time.precision.mode=connect or isostring: take adaptive_time_microseconds, microseconds or nanoseconds`,
    );
  return micros;
};

export const timeType = (mode: TimeMode): ValueType => {
  if (mode === 'connect')
    return {
      schema: timeSchema(),
      zero: new Date(0),
      read: (raw) => new Date(Math.floor(timeOfDay(raw) / 1000)),
    };
  if (mode === 'isostring')
    return { schema: logical.isoTime(), zero: '00:00:00Z', read: (raw) => `${clockText(timeOfDay(raw), null)}Z` };
  if (mode === 'nanoseconds')
    return {
      schema: logical.nanoTime(),
      read: (raw) => exactInteger(BigInt(microsOfText(textOf(raw))) * 1000n),
    };
  return { schema: logical.microTime(), read: (raw) => microsOfText(textOf(raw)) };
};

const millis = ({ days, microsOfDay }: Wall): number => days * 86_400_000 + Math.floor(microsOfDay / 1000);

/** Nanoseconds reach from 1677 to 2262 only. */
const nanos = (wall: Wall): number | bigint => {
  const value = BigInt(epochMicros(wall)) * 1000n;
  if (BigInt.asIntN(64, value) !== value)
    throw new DataError(
      `The DATETIME ${isoText(wall, null)} is beyond what time.precision.mode=nanoseconds can show: take adaptive_time_microseconds or microseconds`,
    );
  return exactInteger(value);
};

/** DATETIME: a wall's clock, wherever that hangs. `length` is the number of digits of the second's fraction. */
export const datetimeType = (mode: TimeMode, length: number | null, isAdjusting: boolean): ValueType => {
  const parse = (text: string): Wall | undefined => wallOfText(text, isAdjusting);
  if (mode === 'connect')
    return { schema: timestampSchema(), zero: new Date(0), read: reading(parse, (wall) => new Date(millis(wall))) };
  if (mode === 'isostring')
    return {
      schema: logical.isoTimestamp(),
      zero: '1970-01-01T00:00:00Z',
      read: reading(parse, (wall) => isoText(wall, null)),
    };
  if (mode === 'nanoseconds') return { schema: logical.nanoTimestamp(), read: reading(parse, nanos) };
  if (mode === 'adaptive_time_microseconds' && (length ?? 0) <= 3)
    return { schema: logical.debeziumTimestamp(), read: reading(parse, millis) };
  return { schema: logical.microTimestamp(), read: reading(parse, epochMicros) };
};

/** TIMESTAMP: a moment, whatever the mode; it comes in UTC. */
export const timestampType = (length: number | null, isAdjusting: boolean): ValueType => ({
  schema: logical.zonedTimestamp(),
  zero: '1970-01-01T00:00:00Z',
  read: reading(
    (text) => wallOfText(text, isAdjusting),
    (wall) => isoText(wall, length === null || length === 0 ? null : length),
  ),
});

/** A year; 0000 is a value of its own, which the original makes 1900 in the stream and 2000 in snapshots. */
export const yearType = (isAdjusting: boolean): ValueType => ({
  schema: logical.year(),
  read: (raw) => {
    const year = Number(raw);
    return year === 0 ? 0 : adjusted(year, isAdjusting);
  },
});
