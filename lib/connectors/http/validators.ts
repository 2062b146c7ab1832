import { invalidValue } from '../../config/invalid-value.ts';
import { check, type Validator } from '../../config/validators.ts';
import { ConfigError } from '../../connect/errors.ts';
import { Password } from '../../connect/password.ts';
import { parseStatusCodes } from './status-codes.ts';

/** An address may hold a secret: it is not shown. */
export const httpUrl: Validator<string> = {
  description: 'an HTTP(S) URL',
  ensureValid: (name, value) => {
    if (value === null) return;
    const url = String(value).replaceAll(/\$\{[^}]*\}/g, 'x');
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      throw new ConfigError(
        `Invalid value for configuration ${name}: not a URL such as https://api.example.com/orders`,
      );
  },
};

export const httpUrlOrEmpty: Validator<string> = {
  description: httpUrl.description,
  ensureValid: (name, value) => {
    if (value !== '') httpUrl.ensureValid(name, value);
  },
};

export const statusCodes: Validator<string> = check('codes and ranges such as 408,429,500-', (text) =>
  parseStatusCodes(text) === null
    ? 'Give status codes and ranges, separated by commas, such as 429,500-599 or 400-'
    : null,
);

/** For a key of the original that would change results and is not supported: it must stay empty. */
export const refused = <Value = string>(reason: string): Validator<Value> => ({
  description: 'not supported',
  ensureValid: (name, value) => {
    const text = value instanceof Password ? value.value() : value;
    if (text !== null && String(text) !== '') throw invalidValue(name, value, reason);
  },
});

/** The same of a switch. */
export const onlyOff = (reason: string): Validator<boolean> => ({
  description: 'only false',
  ensureValid: (name, given) => {
    if (given === true) throw invalidValue(name, given, reason);
  },
});
