import { type ParseDate, parseDate } from './parse-date.ts';
import { printDate } from './print-date.ts';
import { tokenize } from './tokens.ts';

export interface SimpleDateFormat {
  format(date: Date): string;
  readonly parse: ParseDate;
}

/** Two-digit years are read as from 80 years before now to 20 years after. */
const CENTURY_BEGAN_YEARS_AGO = 80;

/**
 * Compiles a pattern of `java.text.SimpleDateFormat` in UTC and English. Reading knows no week years, weeks and zone names
 * but UTC and GMT: texts with them do not match.
 *
 * @throws RangeError when the pattern is none.
 */
export const simpleDateFormat = (pattern: string): SimpleDateFormat => {
  const tokens = tokenize(pattern);
  const centuryStart = new Date().getUTCFullYear() - CENTURY_BEGAN_YEARS_AGO;
  return { format: printDate(tokens), parse: parseDate(tokens, centuryStart) };
};
