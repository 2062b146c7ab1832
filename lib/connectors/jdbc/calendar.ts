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

const MARCH_BEFORE_YEAR_0 = 719_468;
const DAYS_OF_400_YEARS = 146_097;
/** 1582-10-15, the first day of the Gregorian calendar. */
const CUTOVER = -141_427;

export interface CivilDate {
  /** 0 is 1 BC. */
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** From the number of the year that begins in March, and the day in it. */
const fromMarch = (year: number, dayOfYear: number): CivilDate => {
  const index = Math.floor((5 * dayOfYear + 2) / 153);
  const month = index < 10 ? index + 3 : index - 9;
  return { year: month <= 2 ? year + 1 : year, month, day: dayOfYear - Math.floor((153 * index + 2) / 5) + 1 };
};

const julianDate = (days: number): CivilDate => {
  const shifted = days + 719_470;
  const year = Math.floor((4 * shifted + 3) / 1461);
  return fromMarch(year, shifted - Math.floor((1461 * year) / 4));
};

/** The date that many days from 1970-01-01; the inverse of {@link epochDays}. */
export const civilDate = (days: number, calendar: CalendarSystem): CivilDate => {
  if (calendar === 'LEGACY' && days < CUTOVER) return julianDate(days);
  const shifted = days + MARCH_BEFORE_YEAR_0;
  const era = Math.floor(shifted / DAYS_OF_400_YEARS);
  const day = shifted - era * DAYS_OF_400_YEARS;
  const year = Math.floor((day - Math.floor(day / 1460) + Math.floor(day / 36_524) - Math.floor(day / 146_096)) / 365);
  return fromMarch(year + era * 400, day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100)));
};
