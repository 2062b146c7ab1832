import { DataError } from '../../connect/errors.ts';
import { type CalendarSystem, civilDate, epochDays } from './calendar.ts';
import { type Instant, millisOf } from './instant.ts';
import type { TimeZone } from './time-zone.ts';

/** How dates and clock readings without an offset are understood. */
export interface DateSettings {
  readonly zone: TimeZone;
  readonly calendar: CalendarSystem;
}

const TIMESTAMP =
  /^(\d{4,})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9})\d*)?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?(?::?\d\d)?)?( BC)?$/;
const TIME = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?(?::?\d\d)?)?$/;
const DAY_MS = 86_400_000;

const offsetSeconds = (text: string): number => {
  if (text === 'Z') return 0;
  const [hours = '0', minutes = '0', seconds = '0'] = text.slice(1).match(/\d\d/g) ?? [];
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return text.startsWith('-') ? -total : total;
};

const nanosOf = (fraction = ''): number => Number(fraction.padEnd(9, '0'));

/**
 * Reads `2024-01-31 12:30:00.123456+02`, its time, fraction and offset being optional.
 *
 * @throws DataError for text that is no such timestamp, among them PostgreSQL's `infinity`.
 */
export const parseTimestamp = (text: string, { zone, calendar }: DateSettings): Instant => {
  const match = TIMESTAMP.exec(text);
  if (match === null) throw new DataError(`Not a timestamp that Kafka Connect can hold: ${text}`);
  const [, year, month, day, hours = '0', minutes = '0', seconds = '0', fraction, offset, era] = match;
  const days = epochDays(era === undefined ? Number(year) : 1 - Number(year), Number(month), Number(day), calendar);
  const wall = days * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const east = offset === undefined ? zone.offsetAtWall(wall) : offsetSeconds(offset);
  return { seconds: wall - east, nanos: nanosOf(fraction) };
};

const UTC_DAYS = { isUtc: true, offsetAt: () => 0, offsetAtWall: () => 0 };

/** Midnight UTC of a date, whatever `db.timezone` says. @throws DataError as {@link parseTimestamp}. */
export const parseDate = (text: string, calendar: CalendarSystem): Date =>
  new Date(millisOf(parseTimestamp(text, { zone: UTC_DAYS, calendar })));

/**
 * A time of day as a `Date` on 1970-01-01 UTC, to the millisecond.
 *
 * @throws DataError for durations beyond a day, as MySQL's TIME can hold.
 */
export const parseTime = (text: string): Date => {
  const match = TIME.exec(text);
  if (match === null) throw new DataError(`Not a time of day: ${text}`);
  const [, hours, minutes, seconds = '0', fraction, offset] = match;
  const wall = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const millis =
    (wall - (offset === undefined ? 0 : offsetSeconds(offset))) * 1000 + Math.floor(nanosOf(fraction) / 1e6);
  return new Date(((millis % DAY_MS) + DAY_MS) % DAY_MS);
};

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** `2024-01-31`, before the year 1 as PostgreSQL writes it: `0044-03-15 BC`. */
export const formatDate = (days: number, calendar: CalendarSystem): string => {
  const { year, month, day } = civilDate(days, calendar);
  const text = `${String(year > 0 ? year : 1 - year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return year > 0 ? text : `${text} BC`;
};

/** `12:30:00.123`, with that many digits of a second; what is finer is cut off. */
export const formatTime = (secondsOfDay: number, nanos: number, digits: number): string => {
  const [hours, minutes, seconds] = [
    Math.floor(secondsOfDay / 3600),
    Math.floor(secondsOfDay / 60) % 60,
    secondsOfDay % 60,
  ];
  const text = `${two(hours)}:${two(minutes)}:${two(seconds)}`;
  return digits === 0 ? text : `${text}.${String(nanos).padStart(9, '0').slice(0, digits)}`;
};

/** The wall clock's reading: `2024-01-31T12:30:00.123456`, with that separator and that many digits of a second. */
export const formatWall = (
  { seconds, nanos }: Instant,
  zone: TimeZone,
  {
    separator,
    digits,
    calendar = 'PROLEPTIC_GREGORIAN',
  }: { readonly separator: 'T' | ' '; readonly digits: number; readonly calendar?: CalendarSystem },
): string => {
  const wall = seconds + zone.offsetAt(seconds);
  const days = Math.floor(wall / 86_400);
  const [date = '', era] = formatDate(days, calendar).split(' ');
  const text = `${date}${separator}${formatTime(wall - days * 86_400, nanos, digits)}`;
  return era === undefined ? text : `${text} ${era}`;
};
