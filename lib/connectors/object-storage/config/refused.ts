import { invalidValue } from '../../../config/invalid-value.ts';
import type { Validator } from '../../../config/validators.ts';
import { Password } from '../../../connect/password.ts';

/** For a key of the original that would change results and is not supported: it must stay empty. */
export const refused = (reason: string): Validator<string> => ({
  description: 'not supported',
  ensureValid: (name, value) => {
    const text = value instanceof Password ? value.value() : value;
    if (text !== null && text !== '') throw invalidValue(name, value, reason);
  },
});
