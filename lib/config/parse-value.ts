import { Password } from '../connect/password.ts';
import type { ConfigKey } from './config-def.ts';
import { invalidValue } from './invalid-value.ts';

/** A parsed value of any type. */
export type ConfigValue = boolean | string | number | Password | readonly string[] | null;

const integerRanges = {
  SHORT: [-(2 ** 15), 2 ** 15 - 1],
  INT: [-(2 ** 31), 2 ** 31 - 1],
  // Beyond 2^53 the nearest double stands for the value: nobody counts on the last digit of a limit that large.
  LONG: [-(2 ** 63), 2 ** 63],
} as const;

const parseInteger = (type: keyof typeof integerRanges, name: string, text: string): number => {
  const [min, max] = integerRanges[type];
  const value = Number(text);
  if (!/^[+-]?\d+$/.test(text) || value < min || value > max)
    throw invalidValue(name, text, `Not a number of type ${type}`);
  return value;
};

const parseDouble = (name: string, text: string): number => {
  const value = Number(text);
  if (text === '' || Number.isNaN(value)) throw invalidValue(name, text, 'Not a number of type DOUBLE');
  return value;
};

const parseBoolean = (name: string, text: string): boolean => {
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  throw invalidValue(name, text, 'Expected value to be either true or false');
};

const parseText = (key: ConfigKey, name: string, text: string): Exclude<ConfigValue, null | Password> => {
  switch (key.type) {
    case 'BOOLEAN':
      return parseBoolean(name, text);
    case 'INT':
    case 'SHORT':
    case 'LONG':
      return parseInteger(key.type, name, text);
    case 'DOUBLE':
      return parseDouble(name, text);
    case 'LIST':
      return text === '' ? [] : text.split(/\s*,\s*/);
    default:
      return key.validator?.normalize?.(text) ?? text;
  }
};

/**
 * Parses one value as `ConfigDef.parseType` does (surrounding blanks are dropped) and validates it.
 *
 * @throws ConfigError in Kafka's words; a PASSWORD's value is never part of them.
 */
export const parseValue = (key: ConfigKey, name: string, text: string): Exclude<ConfigValue, null> => {
  const value = parseText(key, name, text.trim());
  if (key.type === 'PASSWORD') {
    const password = new Password(String(value));
    key.validator?.ensureValid(name, password);
    return password;
  }
  key.validator?.ensureValid(name, value);
  return value;
};

/** The default as a parsed value; `undefined` when the key is required. */
export const defaultValue = (key: ConfigKey): ConfigValue | undefined =>
  key.type === 'PASSWORD' && typeof key.default === 'string' ? new Password(key.default) : key.default;
