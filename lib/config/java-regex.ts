import { asError } from '../connect/errors.ts';
import { invalidValue } from './invalid-value.ts';
import { checkJavaPattern } from './java-regex-syntax.ts';
import type { Validator } from './validators.ts';

/** Characters that `u` patterns may escape; Java lets any but letters and digits be escaped. */
const ESCAPABLE = /[\^$\\.*+?()[\]{}|/]/;

const hex = (text: string): string =>
  Array.from(text, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`).join('');

const isPlain = (character: string): boolean => /[\p{L}\p{N}]/u.test(character) || ESCAPABLE.test(character);

/** `\Q…\E` quotes, and escapes of harmless characters such as `\-`, as JavaScript spells them. */
const translated = (pattern: string): string =>
  pattern.replace(/\\Q(.*?)(?:\\E|$)|\\(.)/gsu, (whole, quoted?: string, escaped?: string) => {
    if (quoted !== undefined) return hex(quoted);
    return escaped === undefined || isPlain(escaped) ? whole : hex(escaped);
  });

/**
 * Compiles a regular expression that was written for Java: quotes, its freedom in escaping and leading flags (`(?i)`, `(?s)`,
 * `(?m)`) are understood. What JavaScript does not have (possessive quantifiers, atomic groups, intersections of classes) is
 * refused rather than read as something else.
 *
 * @throws SyntaxError with Java's message where Java would refuse it, too.
 */
export const javaRegex = (pattern: string): RegExp => {
  checkJavaPattern(pattern);
  const [prefix = '', flags = ''] = /^\(\?([ims]+)\)/.exec(pattern) ?? [];
  return new RegExp(translated(pattern.slice(prefix.length)), `${[...new Set(flags)].join('')}u`);
};

/** The same, for whole texts: as `Matcher.matches`. @throws SyntaxError */
export const javaRegexMatching = (pattern: string): RegExp => {
  const { source, flags } = javaRegex(pattern);
  return new RegExp(`^(?:${source})$`, flags.replace('m', ''));
};

/** A pattern that {@link javaRegex} can compile; follows `org.apache.kafka.connect.transforms.util.RegexValidator`. */
export const validJavaRegex: Validator<string> = {
  description: 'valid regex',
  ensureValid: (name, value) => {
    if (typeof value !== 'string') return;
    try {
      javaRegex(value);
    } catch (error) {
      throw invalidValue(name, value, `Invalid regex: ${asError(error).message}`);
    }
  },
};
