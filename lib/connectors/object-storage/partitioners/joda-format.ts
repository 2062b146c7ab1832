const DAY_MS = 86_400_000;

/** Writes a moment given as local time: a `Date` whose UTC fields are the local ones. */
type Print = (local: Date, offsetMs: number) => string;

/** Monday is 1, Sunday 7. */
const dayOfWeek = (local: Date): number => local.getUTCDay() || 7;

/** The Thursday of an ISO week decides which year the week belongs to. */
const thursdayOf = (local: Date): Date => new Date(local.getTime() + (4 - dayOfWeek(local)) * DAY_MS);

const dayOfYear = (local: Date): number =>
  Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0)) / DAY_MS) + 1;

const NUMBERS: Readonly<Record<string, (local: Date) => number>> = {
  C: (local) => Math.floor(local.getUTCFullYear() / 100),
  x: (local) => thursdayOf(local).getUTCFullYear(),
  w: (local) => Math.ceil(dayOfYear(thursdayOf(local)) / 7),
  e: dayOfWeek,
  y: (local) => local.getUTCFullYear(),
  Y: (local) => local.getUTCFullYear(),
  D: dayOfYear,
  M: (local) => local.getUTCMonth() + 1,
  d: (local) => local.getUTCDate(),
  K: (local) => local.getUTCHours() % 12,
  h: (local) => local.getUTCHours() % 12 || 12,
  H: (local) => local.getUTCHours(),
  k: (local) => local.getUTCHours() || 24,
  m: (local) => local.getUTCMinutes(),
  s: (local) => local.getUTCSeconds(),
};

const offsetText = (offsetMs: number, delimiter: string): string => {
  const minutes = Math.abs(offsetMs) / 60_000;
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `${offsetMs < 0 ? '-' : '+'}${hour}${delimiter}${minute}`;
};

const names = (locale: string, options: Intl.DateTimeFormatOptions): Print => {
  const format = new Intl.DateTimeFormat(locale.replaceAll('_', '-'), { ...options, timeZone: 'UTC' });
  return (local) => format.format(local);
};

const component = (run: string, locale: string, zone: string): Print => {
  const letter = run.charAt(0);
  const width = run.length;
  const length = width >= 4 ? 'long' : 'short';
  if (letter === 'M' && width >= 3) return names(locale, { month: length });
  if (letter === 'E') return names(locale, { weekday: length });
  if (letter === 'a') return (local) => (local.getUTCHours() < 12 ? 'AM' : 'PM');
  if (letter === 'S')
    return (local) => String(local.getUTCMilliseconds()).padStart(3, '0').padEnd(width, '0').slice(0, width);
  if (letter === 'Z')
    return width > 2 ? () => zone : (_local, offsetMs) => offsetText(offsetMs, width === 2 ? ':' : '');
  const read = NUMBERS[letter];
  if (read === undefined) throw new RangeError(`Illegal pattern component: ${run}`);
  if (width === 2 && 'yYx'.includes(letter)) return (local) => String(read(local) % 100).padStart(2, '0');
  return (local) => String(read(local)).padStart(width, '0');
};

/** A run of one letter, a quoted text, two quotes for one, or text without letters. */
const TOKEN = /([A-Za-z])\1*|''|'((?:[^']|'')*)'|'|[^A-Za-z']+/g;

/**
 * Compiles a pattern of Joda-Time's `DateTimeFormat`, but for its era (G) and zone names (z).
 *
 * @throws RangeError for letters that are none, and for a quote without an end.
 */
export const jodaFormat = (pattern: string, locale: string, zone: string): Print => {
  const prints = Array.from(pattern.matchAll(TOKEN), ([token, letter, quoted]): Print => {
    if (letter !== undefined) return component(token, locale, zone);
    if (token === "'") throw new RangeError(`Illegal pattern component: ${token}`);
    const text = token === "''" ? "'" : (quoted?.replaceAll("''", "'") ?? token);
    return () => text;
  });
  return (local, offsetMs) => prints.map((print) => print(local, offsetMs)).join('');
};
