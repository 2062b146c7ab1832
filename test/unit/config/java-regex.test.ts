import { expect, test } from 'vitest';
import { javaRegex, javaRegexMatching, validJavaRegex } from '../../../lib/config/java-regex.ts';

test.each([
  ['my\\-topic\\_(.*)', 'my-topic_x'],
  ['\\Qa.b$\\E.*', 'a.b$c'],
  ['\\Qa+', 'a+'],
  ['[\\w\\-\\.]+', 'a-b.c'],
  ['(?i)ORDERS\\.(?<shard>\\d+)', 'orders.12'],
  ['a|ab', 'ab'],
  ['\\p{L}+', 'grüße'],
])('%s matches %s as in Java', (pattern, text) => {
  expect(javaRegexMatching(pattern).test(text)).toBe(true);
});

test.each([
  ['topic', 'topics'],
  ['\\Qa.b\\E', 'axb'],
  ['a|b', 'ab'],
])('%s does not match %s', (pattern, text) => {
  expect(javaRegexMatching(pattern).test(text)).toBe(false);
});

test.each(['(', 'a*+', '(?>a)', '\\h', '[a-z&&[^b]]', 'a(?i)b'])(
  '%s is refused, not read as something else',
  (pattern) => {
    expect(() => javaRegex(pattern)).toThrow(SyntaxError);
    expect(() => validJavaRegex.ensureValid('regex', pattern)).toThrow(
      `Invalid value ${pattern} for configuration regex: Invalid regex: `,
    );
  },
);
