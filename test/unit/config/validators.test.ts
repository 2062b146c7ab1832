import { describe, expect, test } from 'vitest';
import {
  check,
  nonEmptyString,
  oneOf,
  oneOfIgnoringCase,
  uniqueList,
  type Validator,
} from '../../../lib/config/validators.ts';

const complaint = (validator: Validator<unknown>, value: unknown): string | null => {
  try {
    validator.ensureValid('key', value);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const isEven = check('even length', (value) => (value.length % 2 === 0 ? null : 'Length must be even'));

describe('validators', () => {
  test.each<readonly [string, Validator<unknown>, unknown, string | null]>([
    ['non-empty', nonEmptyString, 'x', null],
    ['non-empty', nonEmptyString, '', 'Invalid value  for configuration key: String must be non-empty'],
    ['unique', uniqueList('aliases'), ['a', 'b'], null],
    [
      'unique',
      uniqueList('aliases'),
      ['a', 'a'],
      'Invalid value [a, a] for configuration key: Duplicate alias provided.',
    ],
    ['check', isEven, 'ab', null],
    ['check', isEven, 'abc', 'Invalid value abc for configuration key: Length must be even'],
  ])('%s: %#', (_name, validator, value, message) => {
    expect(complaint(validator, value)).toBe(message);
  });

  test('regex says what the engine says', () => {});

  test('null, a default, is left to the others', () => {
    for (const validator of [oneOf('a'), oneOfIgnoringCase('a'), nonEmptyString, uniqueList('x'), isEven])
      expect(complaint(validator, null)).toBe(null);
  });

  test('describe themselves as Kafka does', () => {
    expect(oneOf('none', 'all').description).toBe('[none, all]');
    expect(oneOfIgnoringCase('base64').description).toBe('(case insensitive) [BASE64]');
  });
});
