/** The original's default: ISO 8601 with a space allowed for the T, any zone, and three or six digits after the second. */
export const DEFAULT_DATE_FORMAT =
  "yyyy-MM-dd[['T'][ ]][HH:mm:ss[[.][SSSSSS][SSS]][ ]VV[ ]'['VV']'][HH:mm:ss[[.][SSSSSS][SSS]][ ]X][HH:mm:ss[[.][SSSSSS][SSS]]]";

const TOKEN = /'((?:[^']|'')*)'|([A-Za-z])\2*|[[\]]|[^']/gs;

const GROUPS: Readonly<Record<string, string>> = {
  y: 'year',
  u: 'year',
  M: 'month',
  d: 'day',
  H: 'hour',
  m: 'minute',
  s: 'second',
  S: 'fraction',
  X: 'offset',
  V: 'zone',
};

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const PATTERNS: Readonly<Record<string, (length: number) => string>> = {
  X: () => 'Z|[+-]\\d\\d(?::?\\d\\d)?',
  V: () => 'Z|[+-]\\d\\d:?\\d\\d|[A-Za-z][\\w+/-]*',
};

interface PartNames {
  next: number;
  readonly of: Map<string, string[]>;
}

/** A field may be in several optional sections: each has a group of its own name. */
const fieldPattern = (letters: string, names: PartNames): string => {
  const letter = letters.charAt(0);
  const field = GROUPS[letter];
  if (field === undefined || (letter === 'M' && letters.length > 2))
    throw new TypeError(`The letters ${letters} are not supported in a date format`);
  const name = `g${names.next++}`;
  names.of.set(field, [...(names.of.get(field) ?? []), name]);
  const digits = letters.length === 1 ? '\\d{1,2}' : `\\d{${letters.length}}`;
  return `(?<${name}>${PATTERNS[letter]?.(letters.length) ?? digits})`;
};

const bracketPattern = (token: string): string => (token === '[' ? '(?:' : ')?');

type Parts = Readonly<Record<string, string>>;

/** Reads a text's fields; `null` where it is not of the pattern. */
export type DatePattern = (text: string) => Parts | null;

/** A pattern of Java's `DateTimeFormatter`, as far as it is made of digits. @throws TypeError for others. */
export const parseDatePattern = (pattern: string): DatePattern => {
  const names: PartNames = { next: 0, of: new Map() };
  const source = pattern.replace(TOKEN, (token: string, quoted?: string, letter?: string) => {
    if (quoted !== undefined) return escapeRegExp(quoted === '' ? "'" : quoted.replaceAll("''", "'"));
    if (letter !== undefined) return fieldPattern(token, names);
    return token === '[' || token === ']' ? bracketPattern(token) : escapeRegExp(token);
  });
  const regex = new RegExp(`^${source}$`);
  return (text) => {
    const groups = regex.exec(text)?.groups;
    if (groups === undefined) return null;
    const found = [...names.of].flatMap(([field, own]) => {
      const value = own.map((name) => groups[name]).findLast((one) => one !== undefined);
      return value === undefined ? [] : [[field, value] as const];
    });
    return Object.fromEntries(found);
  };
};
