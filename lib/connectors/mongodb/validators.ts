import { invalidValue } from '../../config/invalid-value.ts';
import { validJavaRegex } from '../../config/java-regex.ts';
import { check, type Validator } from '../../config/validators.ts';
import { asError } from '../../connect/errors.ts';
import { Password } from '../../connect/password.ts';

/** One of these words in any case; refused in the words of the original's `EnumValidatorAndRecommender`. */
export const enumerator = <const V extends string>(...values: readonly V[]): Validator<V> => ({
  description: `[${values.join(', ')}]`,
  normalize: (value) => value.toLowerCase(),
  ensureValid: (name, value) => {
    if (value !== null && !values.some((allowed) => allowed === value))
      throw invalidValue(name, value, `Invalid enumerator value. Should be one of: [${values.join(', ')}]`);
  },
});

/** One of these, in this spelling. */
export const exactEnumerator = <const V extends string>(...values: readonly V[]): Validator<V> => {
  const { description, ensureValid } = enumerator(...values);
  return { description, ensureValid };
};

/** A text that `parse` can read. */
export const readable = (description: string, parse: (text: string) => unknown): Validator<string> =>
  check(description, (text) => {
    try {
      parse(text);
      return null;
    } catch (error) {
      return asError(error).message;
    }
  });

/**
 * One of the original's classes by its full name. Classes of one's own can't be run here: a transformation does what they did.
 */
export const classIn = (what: string, ...classNames: readonly string[]): Validator<string> =>
  check(classNames.join(', '), (name) =>
    classNames.includes(name) ? null : `Class not found: ${name}. A ${what} can be one of: ${classNames.join(', ')}`,
  );

/** The same of a list. */
export const classesIn = (what: string, ...classNames: readonly string[]): Validator<readonly string[]> => ({
  description: `a list of: ${classNames.join(', ')}`,
  ensureValid: (name, value) => {
    const names: readonly string[] = Array.isArray(value) ? value : [];
    for (const one of names) classIn(what, ...classNames).ensureValid(name, one);
  },
});

/** An empty text, or what another validator takes. */
export const orEmpty = <V extends string>(validator: Validator<V>): Validator<V | ''> => ({
  ...validator,
  description: `An empty string OR ${validator.description}`,
  ensureValid: (name, value) => {
    if (value !== '') validator.ensureValid(name, value);
  },
});

export const regexOrEmpty: Validator<string> = orEmpty(validJavaRegex);

const CONNECTION_STRING = /^mongodb(\+srv)?:\/\/[^/?]+(\/[^?]*)?(\?.*)?$/;

/** A connection string, as far as its form shows it; the driver reads the rest when a task starts. */
export const connectionString: Validator<string> = {
  description: 'A valid connection string',
  ensureValid: (name, value) => {
    if (value instanceof Password && !CONNECTION_STRING.test(value.value()))
      throw invalidValue(
        name,
        value,
        "The connection string is invalid. Connection strings must start with either 'mongodb://' or 'mongodb+srv://' and name a host",
      );
  },
};
