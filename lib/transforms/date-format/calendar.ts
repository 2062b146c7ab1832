/** Numbers of a date in UTC as Java's calendar counts them for the United States: weeks begin on Sunday, the first may be short. */
const DAY_MS = 86_400_000;

const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0)) / DAY_MS) + 1;

/** Which week day `day` is in when counting starts with day 1, which falls on the weekday `first`. */
const weekOf = (day: number, first: number): number => Math.floor((day - 1 + first) / 7) + 1;

/** Weekday of day 1 when `day` falls on that of `date`. */
const firstWeekday = (date: Date, day: number): number => (((date.getUTCDay() - (day - 1)) % 7) + 7) % 7;

const lastOfWeek = (date: Date): Date => new Date(date.getTime() + (6 - date.getUTCDay()) * DAY_MS);

const weekYear = (date: Date): number => lastOfWeek(date).getUTCFullYear();

const weekOfYear = (date: Date): number => {
  if (weekYear(date) > date.getUTCFullYear()) return 1;
  const day = dayOfYear(date);
  return weekOf(day, firstWeekday(date, day));
};

/** The year of the era: 1 BC is the year 0 of JavaScript. */
const yearOfEra = (date: Date): number => {
  const year = date.getUTCFullYear();
  return year > 0 ? year : 1 - year;
};

/** What each letter of a pattern counts. */
export const NUMBERS: Readonly<Record<string, (date: Date) => number>> = {
  y: yearOfEra,
  Y: weekYear,
  M: (date) => date.getUTCMonth() + 1,
  L: (date) => date.getUTCMonth() + 1,
  w: weekOfYear,
  W: (date) => weekOf(date.getUTCDate(), firstWeekday(date, date.getUTCDate())),
  D: dayOfYear,
  d: (date) => date.getUTCDate(),
  F: (date) => Math.floor((date.getUTCDate() - 1) / 7) + 1,
  u: (date) => date.getUTCDay() || 7,
  H: (date) => date.getUTCHours(),
  k: (date) => date.getUTCHours() || 24,
  K: (date) => date.getUTCHours() % 12,
  h: (date) => date.getUTCHours() % 12 || 12,
  m: (date) => date.getUTCMinutes(),
  s: (date) => date.getUTCSeconds(),
  S: (date) => date.getUTCMilliseconds(),
};
