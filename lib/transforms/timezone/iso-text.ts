import { DataError } from '../../connect/errors.ts';
import type { ZoneRules } from './zone-rules.ts';

/** Texts of `DateTimeFormatter.ISO_OFFSET_DATE_TIME` and `ISO_OFFSET_TIME`, moved to another offset. */

const DAY = 86_400;
const DATE = String.raw`([+-]?\d{4,10})-(\d\d)-(\d\d)`;
const TIME = String.raw`(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{0,9}))?)?(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)`;
const DATE_TIME = new RegExp(`^${DATE}T${TIME}$`, 'i');
const TIME_ONLY = new RegExp(`^${TIME}$`, 'i');

/** What PostgreSQL has before and after all times; the original fails. */
const INFINITE = /^-?infinity$/;

/** Days since 1970-01-01 of a date of any year; a year counted from March has its leap day at the end. */
const daysOf = (year: number, month: number, day: number): number => {
  const shifted = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return (
    365 * shifted +
    Math.floor(shifted / 4) -
    Math.floor(shifted / 100) +
    Math.floor(shifted / 400) +
    dayOfYear -
    719_468
  );
};

const padded = (value: number, digits = 2): string => String(value).padStart(digits, '0');

const yearText = (year: number): string => {
  const sign = year < 0 ? '-' : '+';
  return year < 0 || year > 9999 ? `${sign}${padded(Math.abs(year), 4)}` : padded(year, 4);
};

/** The date that many days from 1970-01-01; years that a `Date` does not hold are moved into it by whole cycles. */
const dateText = (days: number): string => {
  const cycles = Math.floor(days / 146_097);
  const date = new Date((days - cycles * 146_097) * DAY * 1000);
  return `${yearText(date.getUTCFullYear() + 400 * cycles)}-${padded(date.getUTCMonth() + 1)}-${padded(date.getUTCDate())}`;
};

const clockText = (seconds: number): string =>
  `${padded(Math.floor(seconds / 3600))}:${padded(Math.floor(seconds / 60) % 60)}:${padded(seconds % 60)}`;

const fractionText = (fraction: string): string => {
  const digits = fraction.replace(/0+$/, '');
  return digits === '' ? '' : `.${digits}`;
};

const offsetText = (offset: number): string => {
  if (offset === 0) return 'Z';
  return `${offset < 0 ? '-' : '+'}${clockText(Math.abs(offset)).replace(/:00$/, '')}`;
};

const offsetOf = (text: string): number => {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = /^([+-])(\d\d):?(\d\d)?:?(\d\d)?$/.exec(text) ?? [];
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -total : total;
};

/** What is left of a match from the hours on. */
const clockOf = ([hours, minutes, seconds = '0', fraction = '', offset = 'Z']: readonly (string | undefined)[]) => ({
  seconds: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
  fraction: fractionText(fraction),
  offset: offsetOf(offset),
});

const unreadable = (text: string): DataError => new DataError(`Text '${text}' could not be parsed`);

/** The same moment at another offset: that which the zone has when its clocks show what the text says. Infinite ones stay. */
export const convertDateTime = (text: string, rules: ZoneRules): string => {
  const match = DATE_TIME.exec(text);
  if (match === null && INFINITE.test(text)) return text;
  if (match === null) throw unreadable(text);
  const [, year, month, day, ...rest] = match;
  const { seconds, fraction, offset } = clockOf(rest);
  const local = daysOf(Number(year), Number(month), Number(day)) * DAY + seconds;
  const target = rules.offsetAtLocal(local);
  const moved = local - offset + target;
  const days = Math.floor(moved / DAY);
  return `${dateText(days)}T${clockText(moved - days * DAY)}${fraction}${offsetText(target)}`;
};

/** The same time of day at another offset. */
export const convertTime = (text: string, target: number): string => {
  const match = TIME_ONLY.exec(text);
  if (match === null) throw unreadable(text);
  const { seconds, fraction, offset } = clockOf(match.slice(1));
  const moved = (((seconds - offset + target) % DAY) + DAY) % DAY;
  return `${clockText(moved)}${fraction}${offsetText(target)}`;
};
