import { dateSchema, timeSchema, timestampSchema } from '../../../../connect/logical-types.ts';
import { epochMicros, exactInteger, MICROS_PER_DAY, microsOfTime, parseDate, parseWall } from '../../calendar.ts';
import * as logical from '../../logical-schemas.ts';
import type { TypeSettings, ValueType } from './value-type.ts';

type TimeMode = TypeSettings['time.precision.mode'];

/** What Debezium puts for `infinity` and `-infinity`, in milliseconds: the limits of pgjdbc. */
const INFINITE_MS = { infinity: 9_223_372_036_825_200n, '-infinity': -9_223_372_036_832_400n } as const;
/** A day beyond all days: the limits of INT32, and those days in ISO form. */
const INFINITE_DAY_TEXTS: Readonly<Record<string, string>> = {
  infinity: '+5881580-07-11Z',
  '-infinity': '-5877641-06-23Z',
};
const INFINITE_DAYS: Readonly<Record<string, number>> = { infinity: 2 ** 31 - 1, '-infinity': -(2 ** 31) };

const infiniteMs = (text: string): bigint | undefined =>
  text === 'infinity' || text === '-infinity' ? INFINITE_MS[text] : undefined;

const days = (text: string): number => INFINITE_DAYS[text] ?? parseDate(text);

const micros = (text: string): number | bigint => {
  const infinite = infiniteMs(text);
  return infinite === undefined ? epochMicros(parseWall(text)) : infinite * 1000n;
};

const millis = (text: string): number | bigint => {
  const infinite = infiniteMs(text);
  if (infinite !== undefined) return exactInteger(infinite);
  const { days: day, microsOfDay } = parseWall(text);
  return day * 86_400_000 + Math.floor(microsOfDay / 1000);
};

const MAX_LONG = 2n ** 63n - 1n;
const INFINITE_NS: Readonly<Record<string, bigint>> = { infinity: MAX_LONG, '-infinity': -MAX_LONG - 1n };

/** Nanoseconds reach from 1677 to 2262 only; what lies beyond is `null`, as in the original. */
const nanos = (text: string): number | bigint | null => {
  const value = INFINITE_NS[text] ?? BigInt(micros(text)) * 1000n;
  return BigInt.asIntN(64, value) === value ? exactInteger(value) : null;
};

/** What Debezium puts for the infinities in ISO form: the moments of {@link INFINITE_MS}. */
const INFINITE_TEXTS: Readonly<Record<string, string>> = {
  infinity: '+294247-01-10T04:00:25.2Z',
  '-infinity': '-290308-12-21T19:59:27.6Z',
};

/** The limits of a `Date` stand for the infinities, and `null` for what lies beyond them. */
const MAX_DATE_MS = 8.64e15;
const dateOf = (ms: number | bigint): Date | null => {
  if (ms === INFINITE_MS.infinity) return new Date(MAX_DATE_MS);
  if (ms === INFINITE_MS['-infinity']) return new Date(-MAX_DATE_MS);
  const date = new Date(Number(ms));
  return Number.isNaN(date.getTime()) ? null : date;
};

const isoDay = (text: string): string => {
  const isBeforeChrist = text.endsWith(' BC');
  const dash = text.indexOf('-');
  const rest = text.slice(dash, dash + 6);
  if (isBeforeChrist) return `-${String(Number(text.slice(0, dash)) - 1).padStart(4, '0')}${rest}`;
  return dash > 4 ? `+${text.slice(0, dash)}${rest}` : `${text.slice(0, dash)}${rest}`;
};

export const dateType = (mode: TimeMode): ValueType => {
  if (mode === 'connect')
    return { schema: dateSchema(), read: (text) => dateOf(infiniteMs(text) ?? days(text) * 86_400_000) };
  if (mode === 'isostring')
    return { schema: logical.isoDate(), read: (text) => INFINITE_DAY_TEXTS[text] ?? `${isoDay(text)}Z` };
  return { schema: logical.debeziumDate(), read: days };
};

/** `precision` is the number of digits of the second's fraction. */
export const timeType = (mode: TimeMode, precision: number): ValueType => {
  if (mode === 'connect')
    return { schema: timeSchema(), read: (text) => new Date(Math.floor(microsOfTime(text) / 1000)) };
  if (mode === 'isostring') return { schema: logical.isoTime(), read: (text) => `${text}Z` };
  if (mode === 'nanoseconds') return { schema: logical.nanoTime(), read: (text) => microsOfTime(text) * 1000 };
  if (mode === 'adaptive' && precision <= 3)
    return { schema: logical.debeziumTime(), read: (text) => Math.floor(microsOfTime(text) / 1000) };
  return { schema: logical.microTime(), read: (text) => microsOfTime(text) };
};

export const timestampType = (mode: TimeMode, precision: number): ValueType => {
  if (mode === 'connect')
    return { schema: timestampSchema(), read: (text) => dateOf(infiniteMs(text) ?? millis(text)) };
  if (mode === 'isostring')
    return { schema: logical.isoTimestamp(), read: (text) => INFINITE_TEXTS[text] ?? zonedText(text, -1) };
  if (mode === 'nanoseconds') return { schema: logical.nanoTimestamp(), read: nanos };
  if (mode.startsWith('adaptive') && precision <= 3) return { schema: logical.debeziumTimestamp(), read: millis };
  return { schema: logical.microTimestamp(), read: micros };
};

/** The session's time zone is UTC, so the text has an offset of zero or none; `width` -1 drops trailing zeros. */
const zonedText = (text: string, width: number): string => {
  if (infiniteMs(text) !== undefined) return text;
  const space = text.indexOf(' ');
  const [, fraction = ''] = /\.(\d+)/.exec(text) ?? [];
  const shown = width < 0 ? fraction : fraction.padEnd(width, '0');
  const time = text.slice(space + 1, space + 9);
  const day = isoDay(text.endsWith(' BC') ? `${text.slice(0, space)} BC` : text.slice(0, space));
  return `${day}T${time}${shown === '' ? '' : `.${shown}`}Z`;
};

export const zonedTimestampType = (precision: number): ValueType => ({
  schema: logical.zonedTimestamp(),
  read: (text) => zonedText(text, precision),
});

const OFFSET = /([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?$/;

const timeText = (value: number): string => {
  const seconds = Math.floor(value / 1_000_000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const fraction = String(value % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const time = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return `${time}${fraction === '' ? '' : `.${fraction}`}Z`;
};

const zonedTime = (text: string): string => {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = OFFSET.exec(text) ?? [];
  const offset = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1_000_000;
  const local = microsOfTime(text);
  if (local === MICROS_PER_DAY && offset === 0) return '24:00:00Z';
  const utc = local + (sign === '-' ? offset : -offset);
  return timeText(((utc % MICROS_PER_DAY) + MICROS_PER_DAY) % MICROS_PER_DAY);
};

export const zonedTimeType = (): ValueType => ({ schema: logical.zonedTime(), read: zonedTime });
