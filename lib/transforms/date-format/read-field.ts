import type { DateFields } from './date-fields.ts';
import { MONTHS, WEEKDAYS } from './names.ts';
import { nameReader, numberReader, offsetReader, type Read } from './readers.ts';

type Meaning = (value: number, digits: number) => DateFields;

const MEANINGS: Readonly<Record<string, Meaning>> = {
  M: (value) => ({ month: value - 1 }),
  L: (value) => ({ month: value - 1 }),
  d: (value) => ({ day: value }),
  D: (value) => ({ dayOfYear: value }),
  H: (value) => ({ hour: value }),
  k: (value) => ({ hour: value === 24 ? 0 : value }),
  K: (value) => ({ hourOfHalf: value }),
  h: (value) => ({ hourOfHalf: value === 12 ? 0 : value }),
  m: (value) => ({ minute: value }),
  s: (value) => ({ second: value }),
  S: (value) => ({ millisecond: value }),
  // The day is told by its date.
  u: () => ({}),
};

/** Two digits are a year of the hundred that begin with `centuryStart`. */
const yearOf =
  (width: number, centuryStart: number): Meaning =>
  (value, digits) => {
    if (width > 2 || digits !== 2 || value < 0) return { year: value };
    const year = Math.floor(centuryStart / 100) * 100 + value;
    return { year: year < centuryStart ? year + 100 : year };
  };

const GENERAL_OFFSET = /[ \t]*(?:(?:GMT|UTC)?([+-])(\d\d?):?(\d\d)|GMT|UTC|UT)/y;
const ISO_OFFSETS = [/Z|([+-])(\d\d)/y, /Z|([+-])(\d\d)(\d\d)/y, /Z|([+-])(\d\d):(\d\d)/y];

/** What reads a field; `undefined` where only Java's calendar of weeks would know what it means. */
export const readField = (
  { letter, width }: { readonly letter: string; readonly width: number },
  options: { readonly isFollowedByField: boolean; readonly centuryStart: number },
): Read | undefined => {
  switch (letter) {
    case 'G':
      return nameReader(['BC', 'AD'], (index) => ({ isBeforeChrist: index === 0 }));
    case 'E':
      return nameReader(WEEKDAYS, () => ({}));
    case 'a':
      return nameReader(['AM', 'PM'], (index) => ({ isAfternoon: index === 1 }));
    case 'z':
    case 'Z':
      return offsetReader(GENERAL_OFFSET);
    case 'X':
      return offsetReader(ISO_OFFSETS[width - 1] ?? GENERAL_OFFSET);
    default: {
      if ((letter === 'M' || letter === 'L') && width >= 3) return nameReader(MONTHS, (month) => ({ month }));
      const meaning = letter === 'y' ? yearOf(width, options.centuryStart) : MEANINGS[letter];
      return meaning && numberReader(meaning, options.isFollowedByField ? width : null);
    }
  }
};
