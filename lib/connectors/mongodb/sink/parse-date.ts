import type { DatePattern } from './date-pattern.ts';

/** Minutes by which an offset is ahead of UTC. */
const offsetMinutes = (offset: string): number => {
  if (offset === 'Z') return 0;
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
};

/** By how many minutes a zone's clocks are ahead of UTC at that moment. @throws RangeError for an unknown zone. */
const zoneMinutes = (zone: string, at: number): number => {
  if (zone === 'Z' || /^[+-]/.test(zone)) return offsetMinutes(zone);
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? 0 : offsetMinutes(name.slice(3));
};

/** Milliseconds since the epoch that a text stands for; `null` when it is no date. Follows `FlexibleDateTimeParser`. */
export const parseDate = (text: string, pattern: DatePattern): number | null => {
  const parts = pattern(text);
  if (parts === null || parts.day === undefined) return null;
  const {
    year = '1970',
    month = '1',
    day,
    hour = '0',
    minute = '0',
    second = '0',
    fraction = '0',
    offset,
    zone,
  } = parts;
  const millis = Math.floor(Number(`0.${fraction}`) * 1000);
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    millis,
  );
  const isReal = new Date(local).getUTCDate() === Number(day) && Number(hour) < 24 && Number(minute) < 60;
  if (!isReal || Number.isNaN(local)) return null;
  try {
    return local - 60_000 * (zone === undefined ? offsetMinutes(offset ?? 'Z') : zoneMinutes(zone, local));
  } catch {
    return null;
  }
};
