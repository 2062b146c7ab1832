import type { RawConfig } from '../connect/connector.ts';
import { ConfigError } from '../connect/errors.ts';
import type { ConfigDef, ConfigKey, ConfigOf } from './config-def.ts';
import { type ConfigValue, defaultValue, parseValue } from './parse-value.ts';
import { hasReference } from './references.ts';

/** The value of a key, given or by default. @throws ConfigError when it is wrong, or required and missing. */
export const configValue = (name: string, key: ConfigKey, raw: RawConfig): ConfigValue => {
  const text = raw[name];
  if (text !== undefined) return parseValue(key, name, text);
  const fallback = defaultValue(key);
  if (fallback === undefined)
    throw new ConfigError(`Missing required configuration "${name}" which has no default value.`);
  key.validator?.ensureValid(name, fallback);
  return fallback;
};

/**
 * Parses a whole configuration; follows `AbstractConfig`. Keys that the definition does not know are left alone.
 *
 * @throws ConfigError for the first key that is wrong or missing.
 */
export const parseConfig = <D extends ConfigDef>(def: D, raw: RawConfig): ConfigOf<D> =>
  Object.fromEntries(
    Object.entries(def).map(([name, key]) => [name, configValue(name, key, raw)]),
    // The mapped type is the literal's own reading; it cannot be expressed to Object.fromEntries.
  ) as ConfigOf<D>;

/** A key was read whose value is a reference, which only tasks resolve. */
export class UnresolvedError extends ConfigError {}

const unresolved = (name: string, text: string, error: unknown): UnresolvedError =>
  new UnresolvedError(
    `Invalid value ${text} for configuration ${name}: references are resolved inside tasks, but this is needed before`,
    { cause: error },
  );

/**
 * Parses a configuration as it is outside of tasks, where references are not resolved. A key whose reference is not of its
 * type may be there, but not be read.
 *
 * @throws ConfigError for the first key that is wrong or missing; reading a key throws UnresolvedError.
 */
export const parseUnresolved = <D extends ConfigDef>(def: D, raw: RawConfig): ConfigOf<D> => {
  const parsed = {};
  for (const [name, key] of Object.entries(def)) {
    const text = raw[name];
    try {
      Object.defineProperty(parsed, name, { value: configValue(name, key, raw), enumerable: true });
    } catch (error) {
      if (text === undefined || !hasReference(text)) throw error;
      Object.defineProperty(parsed, name, {
        get: () => {
          throw unresolved(name, text, error);
        },
      });
    }
  }
  // As above.
  return parsed as ConfigOf<D>;
};
