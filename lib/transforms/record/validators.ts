import { invalidValue } from '../../config/invalid-value.ts';
import type { Validator } from '../../config/validators.ts';

/** At least one entry; follows `NonEmptyListValidator`. */
export const nonEmptyList: Validator<readonly string[]> = {
  description: 'non-empty list',
  ensureValid: (name, value) => {
    if (Array.isArray(value) && value.length === 0) throw invalidValue(name, '[]', 'Empty list');
  },
};

/** A list that can be parsed: `parse` throws a ConfigError when it cannot. */
export const listOf = (
  description: string,
  parse: (entries: readonly string[]) => unknown,
): Validator<readonly string[]> => ({
  description,
  ensureValid: (_name, value) => {
    if (Array.isArray(value)) parse(value.map(String));
  },
});
