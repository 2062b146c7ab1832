import { invalidValue } from '../../../../config/invalid-value.ts';
import type { Validator } from '../../../../config/validators.ts';

/** The parts of a text that says when: numbers, as written. */
export interface TemporalParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanos: number;
  /** As written: Z, +02, +0200 or +02:00. */
  readonly zone: string | undefined;
}

const DATE = '(?<y>[+-]?\\d{4,9})-(?<M>\\d{2})-(?<d>\\d{2})';
const TIME = '(?<H>\\d{2}):(?<m>\\d{2})(?::(?<s>\\d{2})(?:[.,](?<S>\\d{1,9}))?)?';
const ZONE = '(?<X>Z|[+-]\\d{2}(?::?\\d{2})?)(?:\\[[^\\]]+\\])?';

/** The constants of `java.time.format.DateTimeFormatter` that do not depend on a locale. */
const NAMED: Readonly<Record<string, string>> = {
  CQL_TIMESTAMP: `${DATE}(?:[T ]${TIME} ?(?:${ZONE})?)?`,
  ISO_INSTANT: `${DATE}T${TIME}${ZONE}`,
  ISO_ZONED_DATE_TIME: `${DATE}T${TIME}${ZONE}`,
  ISO_OFFSET_DATE_TIME: `${DATE}T${TIME}${ZONE}`,
  ISO_DATE_TIME: `${DATE}T${TIME}(?:${ZONE})?`,
  ISO_LOCAL_DATE_TIME: `${DATE}T${TIME}`,
  ISO_LOCAL_DATE: DATE,
  ISO_DATE: `${DATE}(?:${ZONE})?`,
  BASIC_ISO_DATE: '(?<y>\\d{4})(?<M>\\d{2})(?<d>\\d{2})',
  ISO_LOCAL_TIME: TIME,
  ISO_TIME: `${TIME}(?:${ZONE})?`,
};

const LETTERS = new Map([
  ['y', 'y'],
  ['u', 'y'],
  ['M', 'M'],
  ['d', 'd'],
  ['H', 'H'],
  ['m', 'm'],
  ['s', 's'],
  ['S', 'S'],
]);

const PATTERN = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']/g;

const piece = (text: string, quoted: string | undefined, letter: string | undefined): string | null => {
  if (quoted !== undefined) return quoted === '' ? "'" : quoted.replaceAll("''", "'").replace(/[^\w]/g, '\\$&');
  if (letter === undefined) return text.replace(/[^\w]/g, '\\$&');
  if (letter === 'X' || letter === 'x' || letter === 'Z') return '(?<X>Z|[+-]\\d{2}(?::?\\d{2})?)';
  const group = LETTERS.get(letter);
  if (group === undefined || (letter === 'M' && text.length > 2) || (letter === 'y' && text.length === 2)) return null;
  return `(?<${group}>\\d{${text.length === 1 ? '1,9' : text.length}})`;
};

/** `null` for what no regular expression stands for, such as names of months. */
const compile = (pattern: string): RegExp | null => {
  const named = NAMED[pattern];
  if (named !== undefined) return new RegExp(`^${named}$`);
  const pieces = [...pattern.matchAll(PATTERN)].map(([text, quoted, letter]) => piece(text, quoted, letter));
  if (pieces.length === 0 || pieces.includes(null)) return null;
  try {
    return new RegExp(`^${pieces.join('')}$`);
  } catch {
    // A letter twice.
    return null;
  }
};

const compiled = new Map<string, RegExp | null>();
const expressionOf = (pattern: string): RegExp | null => {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const made = compile(pattern);
  compiled.set(pattern, made);
  return made;
};

export const isTemporalPattern: Validator<string> = {
  description: 'a pattern of numbers, or a constant of DateTimeFormatter',
  ensureValid: (name, value) => {
    if (typeof value === 'string' && expressionOf(value) === null)
      throw invalidValue(
        name,
        value,
        `expected a pattern of the letters y, M, d, H, m, s, S and X, or one of ${Object.keys(NAMED).join(', ')}`,
      );
  },
};

/** Reads a text by a pattern; undefined where it does not match. */
export const parseTemporal = (pattern: string, text: string): TemporalParts | undefined => {
  const groups = expressionOf(pattern)?.exec(text.trim())?.groups;
  if (groups === undefined) return undefined;
  const number = (name: string, fallback: number): number =>
    groups[name] === undefined ? fallback : Number(groups[name]);
  return {
    year: number('y', 1970),
    month: number('M', 1),
    day: number('d', 1),
    hour: number('H', 0),
    minute: number('m', 0),
    second: number('s', 0),
    nanos: Number((groups.S ?? '').padEnd(9, '0')),
    zone: groups.X,
  };
};
