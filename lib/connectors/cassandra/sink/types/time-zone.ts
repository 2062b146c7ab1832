import { invalidValue } from '../../../../config/invalid-value.ts';
import type { Validator } from '../../../../config/validators.ts';

const OFFSET = /^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?$/;

const isKnown = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
};

/** A zone of the tz database, or an offset such as +02:00. */
export const isTimeZone: Validator<string> = {
  description: 'a time zone',
  ensureValid: (name, value) => {
    if (typeof value === 'string' && value !== 'Z' && !OFFSET.test(value) && !isKnown(value))
      throw invalidValue(name, value, 'not a time zone');
  },
};

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (zone: string): Intl.DateTimeFormat => {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', hour: 'numeric' });
  formats.set(zone, format);
  return format;
};

const fixed = (zone: string): number | undefined => {
  if (zone === 'Z') return 0;
  const [, sign, hours = '0', minutes = '0'] = OFFSET.exec(zone) ?? [];
  return sign === undefined ? undefined : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
};

/** How far a zone is ahead of UTC at a moment, in milliseconds. */
const offsetAt = (zone: string, millis: number): number => {
  const name =
    formatOf(zone)
      .formatToParts(millis)
      .find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return fixed(name === 'GMT' ? 'Z' : name) ?? 0;
};

/** The moment at which clocks in a zone show what would be `local` in UTC; where they show it twice, the first time. */
export const fromLocal = (local: number, zone: string): number => {
  const offset = fixed(zone);
  if (offset !== undefined) return local - offset;
  if (zone === 'UTC') return local;
  const guess = local - offsetAt(zone, local - 86_400_000);
  return local - guess === offsetAt(zone, guess) ? guess : local - offsetAt(zone, local + 86_400_000);
};
