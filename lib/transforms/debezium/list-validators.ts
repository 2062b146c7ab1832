import { invalidValue } from '../../config/invalid-value.ts';
import type { Validator } from '../../config/validators.ts';

/** The entries as Debezium reads a list: as Java splits, without empty ones at the end. */
export const withoutTrailing = (entries: readonly string[]): readonly string[] =>
  entries.slice(0, entries.findLastIndex((entry) => entry !== '') + 1);

const complaintAbout = (entries: readonly string[], spaces: boolean): string | null => {
  const read = withoutTrailing(entries);
  if (read.length === 0) return 'A value is required';
  if (read.includes('')) return 'Empty string element(s) not permitted';
  return !spaces && read.some((entry) => entry.includes(' ')) ? 'Element(s) containing space not permitted' : null;
};

const entriesValidator = (description: string, spaces: boolean): Validator<readonly string[]> => ({
  description,
  ensureValid: (name, value) => {
    if (!Array.isArray(value)) return;
    const complaint = complaintAbout(value.map(String), spaces);
    if (complaint !== null) throw invalidValue(name, value.join(','), `The '${name}' value is invalid: ${complaint}`);
  },
});

/** At least one entry, none empty; follows `Field::notContainEmptyElements`. */
export const nonEmptyEntries = entriesValidator('non-empty entries', true);

/** At least one entry, none empty or with a blank in it; follows `Field::notContainSpaceInAnyElement`. */
export const entriesWithoutSpaces = entriesValidator('non-empty entries without spaces', false);
