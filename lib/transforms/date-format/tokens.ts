/** A run of one pattern letter, or text that stands for itself. */
export type Token =
  | { readonly kind: 'field'; readonly letter: string; readonly width: number }
  | { readonly kind: 'text'; readonly text: string };

const LETTERS = 'GyMLdkHmsSEDFwWahKzZYuX';

/** A run of one letter, two quotes for one, quoted text, or text without letters and quotes. */
const TOKEN = /([A-Za-z])\1*|''|'((?:[^']|'')+)'|'|[^A-Za-z']+/g;

/**
 * Reads a pattern of `java.text.SimpleDateFormat`.
 *
 * @throws RangeError in Java's words for a letter that means nothing, and for a quote without its end.
 */
export const tokenize = (pattern: string): readonly Token[] =>
  Array.from(pattern.matchAll(TOKEN), ([token, letter, quoted]): Token => {
    if (letter !== undefined) {
      if (!LETTERS.includes(letter)) throw new RangeError(`Illegal pattern character '${letter}'`);
      if (letter === 'X' && token.length > 3) throw new RangeError(`invalid ISO 8601 format: length=${token.length}`);
      return { kind: 'field', letter, width: token.length };
    }
    if (token === "'") throw new RangeError('Unterminated quote');
    return { kind: 'text', text: token === "''" ? "'" : (quoted?.replaceAll("''", "'") ?? token) };
  });
