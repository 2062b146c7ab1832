import { invalidValue } from '../../config/invalid-value.ts';
import type { Validator } from '../../config/validators.ts';

type Setting = string | boolean;

/**
 * For a key that would change results and is not supported: only what it is by default, or these other values that mean the
 * same here, may be given. The reason says what to do instead.
 */
export const only =
  <V extends Setting>(...values: readonly V[]) =>
  (reason: string): Validator<V> => ({
    description: `[${values.join(', ')}]`,
    ensureValid: (name, value) => {
      if (value !== null && !values.some((allowed) => allowed === value)) throw invalidValue(name, value, reason);
    },
  });

export const onlyFalse = only<boolean>(false);
export const onlyTrue = only<boolean>(true);
/** May be left as it is, or empty. */
export const absent = only<string>('');
