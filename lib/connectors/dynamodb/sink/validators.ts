import { invalidValue } from '../../../config/invalid-value.ts';
import { check, type Validator } from '../../../config/validators.ts';
import { Password } from '../../../connect/password.ts';

const REFERENCE = /^(?:partition|offset|(?:key|value)(?:\.[^:]+)?)(?::[^:]+)?$/;

/** `partition | offset | key[.field] | value[.field]`, behind a colon the attribute's name. */
export const keyReference: Validator<string> = check(
  'partition, offset, key[.field] or value[.field], and :alias',
  (value) =>
    value === '' || REFERENCE.test(value)
      ? null
      : 'expected partition, offset, key, key.field, value or value.field, and :alias behind it for another name of the attribute',
);

/** For a key of the original that would change results: it must stay empty. */
export const notSupported = (reason: string): Validator<string> => ({
  description: 'not supported',
  ensureValid: (name, value) => {
    const text = value instanceof Password ? value.value() : value;
    if (text !== null && text !== '') throw invalidValue(name, value, reason);
  },
});
