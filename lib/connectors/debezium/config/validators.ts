import { invalidValue } from '../../../config/invalid-value.ts';
import { javaRegex } from '../../../config/java-regex.ts';
import { check, type Validator } from '../../../config/validators.ts';
import { asError } from '../../../connect/errors.ts';

/** A list of expressions, each of which can be compiled. */
export const patternList: Validator<readonly string[]> = {
  description: 'list of regular expressions',
  ensureValid: (name, value) => {
    if (!Array.isArray(value)) return;
    for (const entry of value) {
      try {
        javaRegex(String(entry).replace(/\\$/, ''));
      } catch (error) {
        throw invalidValue(
          name,
          value.join(','),
          `A comma-separated list of valid regular expressions is expected: ${asError(error).message}`,
        );
      }
    }
  },
};

/** A value that would change results and that this connector cannot honour: `why` says so, and what to do instead. */
export const onlyAllows = <V extends boolean | number | string>(allowed: V, why: string): Validator<V> => ({
  description: `[${allowed}]`,
  ensureValid: (name, value) => {
    if (value !== null && value !== allowed) throw invalidValue(name, value, why);
  },
});

/** A key that must stay unset. */
export const unset = (why: string): Validator<string> => ({
  description: 'unset',
  ensureValid: (name, value) => {
    if (typeof value === 'string' && value !== '') throw invalidValue(name, value, why);
  },
});

/** Where signals may come from. */
export const signalChannels: Validator<readonly string[]> = {
  description: 'list of [source, kafka, jmx]',
  ensureValid: (name, value) => {
    if (!Array.isArray(value)) return;
    const wrong = value.find((entry) => entry !== 'source' && entry !== 'kafka' && entry !== 'jmx');
    if (wrong !== undefined)
      throw invalidValue(
        name,
        value.join(','),
        `signals through '${wrong}' are not supported: send them through the table that signal.data.collection names (source) or through a topic (kafka)`,
      );
  },
};

/** Each entry one of these. */
export const listOf = <const V extends string>(...allowed: readonly V[]): Validator<readonly V[]> => ({
  description: `list of [${allowed.join(', ')}]`,
  ensureValid: (name, value) => {
    if (!Array.isArray(value)) return;
    const wrong = value.find((entry) => !allowed.some((one) => one === entry));
    if (wrong !== undefined)
      throw invalidValue(name, value.join(','), `'${wrong}' is not one of ${allowed.join(', ')}`);
  },
});

const CONVERT =
  'convert the store, such as by: keytool -importkeystore -deststoretype PKCS12, then openssl pkcs12 -nodes';

/** A file in PEM, by its name; what is in it shows when it is read. */
export const pemStore = check('a PEM file', (file) =>
  /\.(jks|jceks|bcfks|p12|pfx)$/i.test(file) ? `only PEM files can be read here: ${CONVERT}` : null,
);

/** A file in PEM or PKCS#12. */
export const keyStore = check('a PEM or PKCS#12 file', (file) =>
  /\.(jks|jceks|bcfks)$/i.test(file) ? `only PEM files and PKCS#12 can be read here: ${CONVERT}` : null,
);
