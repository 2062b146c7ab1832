/**
 * Finds the mistakes that Java finds in a regular expression, and says them as Java does: what, where, and the pattern with a
 * mark below. Follows the parser of `java.util.regex.Pattern`, whose cursor is one ahead of what it names, and the text of
 * `java.util.regex.PatternSyntaxException`.
 */

const LETTERS_AFTER_BACKSLASH = 'ABDGHNPRSVWXZabcdefhknprstuvwxz';
const NOT_IN_CLASSES = 'ABGRXZbkz';

const messageOf = (what: string, pattern: string, index: number): string => {
  const place = index >= 0 ? ` near index ${index}` : '';
  const mark = index >= 0 && index < pattern.length ? `\n${pattern.slice(0, index).replaceAll(/[^\t]/g, ' ')}^` : '';
  return `${what}${place}\n${pattern}${mark}`;
};

/** Reads through a pattern. `at` is where it reads next. */
class PatternReader {
  private at = 0;
  private readonly names = new Set<string>();
  private readonly pattern: string;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  read(): void {
    this.alternatives();
    if (this.at < this.pattern.length) this.fail("Unmatched closing ')'");
    // A backslash at the end takes the end for what it escapes.
    if (this.at > this.pattern.length) this.fail('Unexpected internal error');
  }

  private peek(ahead = 0): string {
    return this.pattern[this.at + ahead] ?? '';
  }

  private fail(what: string): never {
    throw new SyntaxError(messageOf(what, this.pattern, this.at - 1));
  }

  /** Up to a closing parenthesis, or the end. */
  private alternatives(): void {
    for (;;) {
      const next = this.peek();
      if (next === '' || next === ')') return;
      if (next === '|') this.at += 1;
      else if ('*+?'.includes(next)) {
        this.at += 1;
        this.fail(`Dangling meta character '${next}'`);
      } else if (this.atom()) this.quantifier();
    }
  }

  /** @returns whether a quantifier may follow. */
  private atom(): boolean {
    const next = this.peek();
    if (next === '(') return this.group();
    if (next === '[') {
      this.at += 1;
      this.characterClass();
    } else if (next === '\\') this.escape(false);
    else if (next !== '{') this.at += 1;
    return true;
  }

  private quantifier(): void {
    const next = this.peek();
    if (next === '{') this.counted();
    else if (next === '' || !'*+?'.includes(next)) return;
    else this.at += 1;
    if (this.peek() === '?' || this.peek() === '+') this.at += 1;
  }

  private digits(): number {
    const [text = ''] = /^\d*/.exec(this.pattern.slice(this.at)) ?? [];
    this.at += text.length;
    return Number(text);
  }

  private counted(): void {
    const isCounted = /\d/.test(this.peek(1));
    this.at += isCounted ? 1 : 2;
    if (!isCounted) this.fail('Illegal repetition');
    const least = this.digits();
    let most = least;
    if (this.peek() === ',') {
      this.at += 1;
      most = /\d/.test(this.peek()) ? this.digits() : Number.POSITIVE_INFINITY;
    }
    const isClosed = this.peek() === '}';
    this.at += 1;
    if (!isClosed) this.fail('Unclosed counted closure');
    if (most < least) this.fail('Illegal repetition range');
  }

  /** @returns false for one that only sets flags. */
  private group(): boolean {
    this.at += 1;
    if (this.peek() === '?' && this.isFlags()) return false;
    this.alternatives();
    const isClosed = this.peek() === ')';
    this.at += 1;
    if (!isClosed) this.fail('Unclosed group');
    return true;
  }

  private isFlags(): boolean {
    const [kind = ''] = /^\?(?:[:=!>]|<[=!]|<[A-Za-z][A-Za-z0-9]*>)/.exec(this.pattern.slice(this.at)) ?? [];
    if (kind !== '') {
      this.at += kind.length;
      const name = /^\?<(\w+)>/.exec(kind)?.[1];
      if (name !== undefined && this.names.has(name)) this.fail(`Named capturing group <${name}> is already defined`);
      if (name !== undefined) this.names.add(name);
      return false;
    }
    this.at += 1;
    if (this.peek() === '<') this.badName();
    if (this.peek() === '$' || this.peek() === '@') {
      this.at += 1;
      this.fail('Unknown group type');
    }
    const [flags = ''] = /^[idmsuxU]*(?:-[idmsuxU]*)?/.exec(this.pattern.slice(this.at)) ?? [];
    this.at += flags.length + 1;
    const end = this.peek(-1);
    if (end !== ')' && end !== ':') this.fail('Unknown inline modifier');
    return end === ')';
  }

  private badName(): never {
    this.at += 1;
    const [name = ''] = /^[A-Za-z][A-Za-z0-9]*/.exec(this.pattern.slice(this.at)) ?? [];
    this.at += name.length + 1;
    return this.fail(name === '' ? 'Unknown look-behind group' : "named capturing group is missing trailing '>'");
  }

  private escape(isInClass: boolean): void {
    const next = this.peek(1);
    if (next === 'Q') {
      this.quoted();
      return;
    }
    this.at += 2;
    if (next === '') return;
    const isLetter = isInClass ? /[A-Za-z1-9]/.test(next) : /[A-Za-z]/.test(next);
    const isKnown = LETTERS_AFTER_BACKSLASH.includes(next) && !(isInClass && NOT_IN_CLASSES.includes(next));
    if (isLetter && !isKnown) this.fail('Illegal/unsupported escape sequence');
    if (next === 'x') this.hexadecimal();
    else if (/[pPNk]/.test(next)) this.braced();
  }

  private hexadecimal(): void {
    const [digits = ''] = /^(?:[\da-f]{2}|\{[\da-f]+\})/i.exec(this.pattern.slice(this.at)) ?? [];
    this.at += digits === '' ? 1 : digits.length;
    if (digits === '') this.fail('Illegal hexadecimal escape sequence');
  }

  /** What names a property, a character or a group is skipped. */
  private braced(): void {
    const [name = ''] = /^(?:\{[^}]*\}|<[^>]*>)/.exec(this.pattern.slice(this.at)) ?? [];
    this.at += name.length;
  }

  private quoted(): void {
    const end = this.pattern.indexOf('\\E', this.at + 2);
    this.at = end < 0 ? this.pattern.length : end + 2;
  }

  /** From behind its opening bracket; a closing one right there is a character. */
  private characterClass(): void {
    if (this.peek() === '^') this.at += 1;
    for (let isEmpty = true; ; isEmpty = false) {
      const next = this.peek();
      if (next === '') this.fail('Unclosed character class');
      if (next === ']' && !isEmpty) {
        this.at += 1;
        return;
      }
      if (next === '[') {
        this.at += 1;
        this.characterClass();
      } else if (next === '&' && this.peek(1) === '&') this.at += 2;
      else this.range();
    }
  }

  private member(): string {
    const from = this.at;
    if (this.peek() === '\\') this.escape(true);
    else this.at += 1;
    return this.pattern.slice(from, this.at);
  }

  private range(): void {
    const first = this.member();
    if (this.peek() !== '-' || ['[', ']'].includes(this.peek(1)) || /^\\[a-zA-Z]/.test(first)) return;
    this.at += 1;
    const last = this.member();
    if (last.replace('\\', '') < first.replace('\\', '')) this.fail('Illegal character range');
  }
}

/** @throws SyntaxError with the message of Java's `PatternSyntaxException`. */
export const checkJavaPattern = (pattern: string): void => new PatternReader(pattern).read();
