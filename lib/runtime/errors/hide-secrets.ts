import { hasReference } from '../../config/references.ts';
import type { RawConfig } from '../../connect/connector.ts';
import { Password } from '../../connect/password.ts';

/** A shorter text may stand anywhere by chance, and hiding it would hide that it is short. */
const MIN_LENGTH = 4;

/** Keys whose values are secrets whoever defines them, as far as a name can tell. */
const SECRET_KEY = /password|secret|token|credential|jaas|\.key$/i;

/** A reference is no secret, and whoever mends one must see it. */
const secretsIn = (config: RawConfig): readonly string[] =>
  Object.entries(config).flatMap(([key, value]) => (SECRET_KEY.test(key) && !hasReference(value) ? [value] : []));

/** Errors without secrets. */
export type HideSecrets = (error: Error) => Error;

/**
 * Takes secrets out of messages and stacks, those of causes included: drivers like to quote what they were given. The errors
 * are changed in place, so that they stay what they are to those who look at their class.
 *
 * @param resolved what references stood for.
 */
export const hideSecrets = (config: RawConfig, resolved: readonly string[]): HideSecrets => {
  const secrets = [...new Set([...resolved, ...secretsIn(config)])]
    .filter((secret) => secret.length >= MIN_LENGTH)
    // The longest first: one may be a part of another.
    .toSorted((a, b) => b.length - a.length);
  const hide = (text: string): string =>
    secrets.reduce((shown, secret) => shown.replaceAll(secret, Password.HIDDEN), text);
  const hideIn = (error: Error): Error => {
    for (let one: unknown = error; one instanceof Error; one = one.cause) {
      const { message, stack } = one;
      if (hide(message) === message && hide(stack ?? '') === stack) continue;
      one.message = hide(message);
      if (stack !== undefined) one.stack = hide(stack);
    }
    return error;
  };
  return secrets.length === 0 ? (error) => error : hideIn;
};
