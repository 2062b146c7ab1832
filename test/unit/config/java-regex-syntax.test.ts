import { expect, test } from 'vitest';
import { checkJavaPattern } from '../../../lib/config/java-regex-syntax.ts';

/** What `java.util.regex.PatternSyntaxException` of Java 17 says. */
test.each([
  ['*', "Dangling meta character '*' near index 0\n*\n^"],
  ['*.orders', "Dangling meta character '*' near index 0\n*.orders\n^"],
  ['a**', "Dangling meta character '*' near index 2\na**\n  ^"],
  ['orders.*(', 'Unclosed group near index 9\norders.*('],
  ['(?<n>a', 'Unclosed group near index 6\n(?<n>a'],
  ['orders)', "Unmatched closing ')' near index 5\norders)\n     ^"],
  ['[a-z', 'Unclosed character class near index 3\n[a-z\n   ^'],
  ['[z-a]', 'Illegal character range near index 3\n[z-a]\n   ^'],
  ['a{1', 'Unclosed counted closure near index 3\na{1'],
  ['a{3,1}', 'Illegal repetition range near index 5\na{3,1}\n     ^'],
  ['.{[a[ab]', 'Illegal repetition near index 2\n.{[a[ab]\n  ^'],
  ['(?z)a', 'Unknown inline modifier near index 2\n(?z)a\n  ^'],
  ['(?<n>a)(?<n>b)', 'Named capturing group <n> is already defined near index 11\n(?<n>a)(?<n>b)\n           ^'],
  ['\\y', 'Illegal/unsupported escape sequence near index 1\n\\y\n ^'],
  ['\\x&', 'Illegal hexadecimal escape sequence near index 2\n\\x&\n  ^'],
  ['\\', 'Unexpected internal error near index 1\n\\'],
  [')', "Unmatched closing ')'\n)"],
])('%s is refused in the words of Java', (pattern, message) => {
  expect(() => checkJavaPattern(pattern)).toThrow(new SyntaxError(message));
});

test.each([
  '[]a]',
  '[^]a]',
  'a*+b?+',
  '(?i)a(?-i:b)',
  '\\Q*(\\E',
  '[\\w-z]',
  '[a&&[^b]]',
  'a|',
  '()',
  'a{2,}',
  '\\p{L}+',
  '[a-]',
])('%s is fine with Java', (pattern) => {
  expect(() => checkJavaPattern(pattern)).not.toThrow();
});
