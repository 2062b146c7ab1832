import type { DateFields } from './date-fields.ts';
import { short } from './names.ts';

/** Reads from a position on; returns the position after it, or -1 when the text is not what it must be. */
export type Read = (text: string, position: number, fields: DateFields) => number;

const NUMBER = /[ \t]*(-?\d+)/y;

/**
 * A number, after blanks. `limit` is how many characters there are for it, where the next number follows without a gap; else
 * null, for as many digits as there are.
 */
export const numberReader =
  (meaning: (value: number, digits: number) => DateFields, limit: number | null): Read =>
  (text, position, fields) => {
    if (limit !== null && position + limit > text.length) return -1;
    NUMBER.lastIndex = position;
    const match = NUMBER.exec(limit === null ? text : text.slice(0, position + limit));
    if (match === null) return -1;
    const [whole, digits = ''] = match;
    Object.assign(fields, meaning(Number(digits), digits.length));
    return position + whole.length;
  };

/** A name, whole or its first three letters, in any case. */
export const nameReader =
  (names: readonly string[], meaning: (index: number) => DateFields): Read =>
  (text, position, fields) => {
    const at = text.length - text.slice(position).trimStart().length;
    const rest = text.slice(at).toLowerCase();
    for (const form of [(name: string) => name, short]) {
      const index = names.findIndex((name) => rest.startsWith(form(name).toLowerCase()));
      if (index === -1) continue;
      Object.assign(fields, meaning(index));
      return at + form(names[index] ?? '').length;
    }
    return -1;
  };

/** A distance from UTC; the pattern's groups are sign, hours and minutes, and none of them is none. */
export const offsetReader =
  (pattern: RegExp): Read =>
  (text, position, fields) => {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match === null) return -1;
    const [whole, sign, hours = '0', minutes = '0'] = match;
    const offset = Number(hours) * 60 + Number(minutes);
    fields.offsetMinutes = sign === '-' ? -offset : offset;
    return position + whole.length;
  };
