import { NUMBERS } from './calendar.ts';
import { MONTHS, short, WEEKDAYS } from './names.ts';
import type { Token } from './tokens.ts';

type Print = (date: Date) => string;

const named = (names: readonly string[], width: number, index: (date: Date) => number): Print =>
  width >= 4 ? (date) => names[index(date)] ?? '' : (date) => short(names[index(date)] ?? '');

const numeric = (letter: string, width: number): Print => {
  const read = NUMBERS[letter];
  if (read === undefined) throw new RangeError(`Illegal pattern character '${letter}'`);
  if (width === 2 && (letter === 'y' || letter === 'Y')) return (date) => String(read(date) % 100).padStart(2, '0');
  // Milliseconds, too, are a number here and no fraction: SSSSSS prints 000123.
  return (date) => String(read(date)).padStart(width, '0');
};

const printField = (letter: string, width: number): Print => {
  switch (letter) {
    case 'G':
      return (date) => (date.getUTCFullYear() > 0 ? 'AD' : 'BC');
    case 'E':
      return named(WEEKDAYS, width, (date) => date.getUTCDay());
    case 'a':
      return (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM');
    case 'z':
      return () => (width >= 4 ? 'Coordinated Universal Time' : 'UTC');
    case 'Z':
      return () => '+0000';
    case 'X':
      return () => 'Z';
    case 'M':
    case 'L':
      return width >= 3 ? named(MONTHS, width, (date) => date.getUTCMonth()) : numeric(letter, width);
    default:
      return numeric(letter, width);
  }
};

/** Compiles what writes a date in UTC. */
export const printDate = (tokens: readonly Token[]): Print => {
  const prints = tokens.map((token): Print => {
    if (token.kind === 'field') return printField(token.letter, token.width);
    const { text } = token;
    return () => text;
  });
  return (date) => {
    let text = '';
    for (const print of prints) text += print(date);
    return text;
  };
};
