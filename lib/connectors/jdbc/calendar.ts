/**
 * How dates before 1582-10-15 are counted: LEGACY as `java.util.GregorianCalendar` does (the Julian calendar), else the
 * Gregorian calendar carried back, as SQL databases and `java.time` do.
 */
export type CalendarSystem = 'LEGACY' | 'PROLEPTIC_GREGORIAN';

const isJulian = (year: number, month: number, day: number): boolean =>
  year < 1582 || (year === 1582 && (month < 10 || (month === 10 && day < 15)));

/** Days from 1970-01-01 to that date; year 0 is 1 BC. */
export const epochDays = (year: number, month: number, day: number, calendar: CalendarSystem): number => {
  // Counted from March, so that leap days come last; see Howard Hinnant, chrono-compatible low-level date algorithms.
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const julian = 365 * y + Math.floor(y / 4) + dayOfYear;
  return calendar === 'LEGACY' && isJulian(year, month, day)
    ? julian - 719_470
    : julian - Math.floor(y / 100) + Math.floor(y / 400) - 719_468;
};
