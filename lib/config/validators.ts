import { invalidValue } from './invalid-value.ts';

/**
 * Checks one parsed value; follows `ConfigDef.Validator`. `Value` is what the parsed value is known to be afterwards.
 */
export interface Validator<out Value> {
  /** @throws ConfigError `Invalid value … for configuration …: …` */
  ensureValid(name: string, value: unknown): void;
  /** Brings an accepted value into its one spelling, such as upper case. */
  normalize?(value: string): string;
  /** The rule in words, for documentation: `[none, all]`, `[1,...]`. */
  readonly description: string;
  /** Carries the type only; never set. */
  readonly accepts?: Value;
}

/** One of these strings, exactly; follows `ConfigDef.ValidString`. */
export const oneOf = <const V extends string>(...values: readonly V[]): Validator<V> => ({
  description: `[${values.join(', ')}]`,
  ensureValid: (name, value) => {
    if (value !== null && !values.some((allowed) => allowed === value))
      throw invalidValue(name, value, `String must be one of: ${values.join(', ')}`);
  },
});

/** One of these strings in any case, parsed to the spelling given here; follows `ConfigDef.CaseInsensitiveValidString`. */
export const oneOfIgnoringCase = <const V extends string>(...values: readonly V[]): Validator<V> => {
  const spelling = new Map(values.map((value) => [value.toLowerCase(), value]));
  return {
    description: `(case insensitive) [${values.map((value) => value.toUpperCase()).join(', ')}]`,
    normalize: (value) => spelling.get(value.toLowerCase()) ?? value,
    ensureValid: (name, value) => {
      if (typeof value === 'string' && !spelling.has(value.toLowerCase()))
        throw invalidValue(
          name,
          value,
          `String must be one of (case insensitive): ${values.map((allowed) => allowed.toUpperCase()).join(', ')}`,
        );
    },
  };
};

/** At least `min`; follows `ConfigDef.Range.atLeast`. */
export const atLeast = (min: number): Validator<number> => ({
  description: `[${min},...]`,
  ensureValid: (name, value) => {
    if (typeof value === 'number' && value < min) throw invalidValue(name, value, `Value must be at least ${min}`);
  },
});

/** From `min` to `max`, both included; follows `ConfigDef.Range.between`. */
export const between = (min: number, max: number): Validator<number> => ({
  description: `[${min},...,${max}]`,
  ensureValid: (name, value) => {
    atLeast(min).ensureValid(name, value);
    if (typeof value === 'number' && value > max) throw invalidValue(name, value, `Value must be no more than ${max}`);
  },
});

/** Not the empty string; follows `ConfigDef.NonEmptyString`. */
export const nonEmptyString: Validator<string> = {
  description: 'non-empty string',
  ensureValid: (name, value) => {
    if (value === '') throw invalidValue(name, value, 'String must be non-empty');
  },
};

/** A list without repeated entries, such as the aliases of transformations. */
export const uniqueList = (what: string): Validator<readonly string[]> => ({
  description: `non-null string, unique ${what}`,
  ensureValid: (name, value) => {
    if (Array.isArray(value) && new Set(value).size !== value.length)
      throw invalidValue(name, `[${value.join(', ')}]`, 'Duplicate alias provided.');
  },
});

/** Any rule: `check` returns what is wrong, or `null`. */
export const check = (description: string, complaint: (value: string) => string | null): Validator<string> => ({
  description,
  ensureValid: (name, value) => {
    const wrong = typeof value === 'string' ? complaint(value) : null;
    if (wrong !== null) throw invalidValue(name, value, wrong);
  },
});
