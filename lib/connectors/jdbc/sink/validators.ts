import { invalidValue } from '../../../config/invalid-value.ts';
import type { Validator } from '../../../config/validators.ts';

/** `topic:table`, each. */
export const topicMappings: Validator<readonly string[]> = {
  description: 'a list of topic:table',
  ensureValid: (name, value) => {
    const entries: readonly string[] = Array.isArray(value) ? value : [];
    if (!entries.every((entry) => /^[^:]+:[^:]+$/.test(entry)))
      throw invalidValue(name, `[${entries.join(', ')}]`, 'Invalid topics to tables mapping');
  },
};

/** For a key of the original that takes classes, of which these alone are built in. */
export const onlyOneOf = (values: readonly string[], reason: string): Validator<string> => ({
  description: `one of ${values.join(', ')}`,
  ensureValid: (name, given) => {
    if (given !== null && !values.some((value) => value === given)) throw invalidValue(name, given, reason);
  },
});
