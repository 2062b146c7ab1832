import { invalidValue } from '../../config/invalid-value.ts';
import { check, oneOf, type Validator } from '../../config/validators.ts';
import { parseJdbcUrl } from './jdbc-url.ts';
import { timeZone } from './time-zone.ts';

/** A URL of a database that is supported; the message shows no credentials. */
export const jdbcUrl: Validator<string> = {
  description: 'a JDBC URL of PostgreSQL, MySQL, MariaDB or SQLite',
  ensureValid: (_name, value) => {
    if (typeof value === 'string') parseJdbcUrl(value);
  },
};

/** One of these words in any case, refused in the words of the original's `EnumRecommender`. */
export const enumerator = <const V extends string>(...values: readonly V[]): Validator<V> => ({
  description: `[${values.join(', ')}]`,
  normalize: (value) => value.toLowerCase(),
  ensureValid: (name, value) => {
    if (value !== null && !values.some((allowed) => allowed === value))
      throw invalidValue(name, value, 'Invalid enumerator');
  },
});

/** Only that value, of which anything else would change results. */
export const only = <const V extends string>(value: V): Validator<V> => oneOf(value);

export const timeZoneName: Validator<string> = check('Any valid JDK time zone', (name) => {
  try {
    timeZone(name);
    return null;
  } catch {
    return 'Invalid time zone. Use a name of the IANA time zone database, such as Europe/Paris, or an offset, such as +02:00';
  }
});
