/** A date and time of day in ISO form, taken apart; the year counts on from 1 BC as 0. */
export interface Wall {
  readonly days: number;
  readonly microsOfDay: number;
  readonly year: number;
}

const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

/** Days since 1970-01-01 in the Gregorian calendar, carried back and on without end; `Date` stops at the year 275760. */
export const daysOf = (year: number, month: number, day: number): number => {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
};

const digits = (text: string, from: number, count: number): number => {
  let value = 0;
  for (let index = from; index < from + count; index += 1) value = value * 10 + text.charCodeAt(index) - 48;
  return value;
};

/** Microseconds of `12:34:56.789`, from a place in a text on; what follows the fraction is left alone. */
export const microsOfTime = (text: string, from = 0): number => {
  const seconds = digits(text, from, 2) * 3600 + digits(text, from + 3, 2) * 60 + digits(text, from + 6, 2);
  if (text[from + 8] !== '.') return seconds * MICROS_PER_SECOND;
  let micros = 0;
  for (let index = 0; index < 6; index += 1) {
    const digit = text.charCodeAt(from + 9 + index) - 48;
    micros = micros * 10 + (digit >= 0 && digit <= 9 ? digit : 0);
    if (!(digit >= 0 && digit <= 9)) return seconds * MICROS_PER_SECOND + micros * 10 ** (5 - index);
  }
  return seconds * MICROS_PER_SECOND + micros;
};

const yearOf = (text: string, dash: number): number => {
  const year = digits(text, 0, dash);
  return text.endsWith(' BC') ? 1 - year : year;
};

/** `2024-02-29`, `12345-01-01`, `0044-03-15 BC`. */
export const parseDate = (text: string): number => {
  const dash = text.indexOf('-');
  return daysOf(yearOf(text, dash), digits(text, dash + 1, 2), digits(text, dash + 4, 2));
};

/** `2024-02-29 12:34:56.789`, with an offset of zero after it or not. */
export const parseWall = (text: string): Wall => {
  const dash = text.indexOf('-');
  const year = yearOf(text, dash);
  const days = daysOf(year, digits(text, dash + 1, 2), digits(text, dash + 4, 2));
  return { days, microsOfDay: microsOfTime(text, dash + 7), year };
};

/** A whole number that may be beyond what a double holds. */
export const exactInteger = (value: bigint): number | bigint => {
  const near = Number(value);
  return Number.isSafeInteger(near) ? near : value;
};

/** Microseconds since the epoch: a `bigint` where a double would round. */
export const epochMicros = ({ days, microsOfDay }: Wall): number | bigint => {
  const near = days * MICROS_PER_DAY + microsOfDay;
  return Number.isSafeInteger(near) ? near : BigInt(days) * BigInt(MICROS_PER_DAY) + BigInt(microsOfDay);
};
