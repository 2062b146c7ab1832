import { check, type Validator } from '../../../../config/validators.ts';

/** Java's own format, which nothing here reads. */
export const notJks = check('a PEM or PKCS#12 file', (path) =>
  /\.(jks|jceks|ts)$/i.test(path)
    ? 'Java key stores cannot be read; convert it to PEM, e.g. keytool -exportcert -rfc (trust stores) or openssl pkcs12 (key stores)'
    : null,
);

/** Kerberos needs native libraries of the machine. */
export const notKerberos = (wrong: readonly string[]): Validator<string> =>
  check('not Kerberos', (given) => (wrong.includes(given.toUpperCase()) ? 'Kerberos is not supported' : null));

export const NO_COMPRESSION = 'the driver sends requests as they are';
