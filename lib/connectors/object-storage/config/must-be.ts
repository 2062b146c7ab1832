import { invalidValue } from '../../../config/invalid-value.ts';
import type { Validator } from '../../../config/validators.ts';

/** For a key of the original of which one value alone is supported; others would change results. */
export const mustBe = <V extends string | boolean>(supported: V, reason: string): Validator<V> => ({
  description: `[${supported}]`,
  ensureValid: (name, value) => {
    if (value !== null && value !== supported) throw invalidValue(name, value, reason);
  },
});
