import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ConfigError } from '../../connect/errors.ts';
import type { Password } from '../../connect/password.ts';

/** What a client shows of itself, as `tls.connect` takes it. */
export interface TlsIdentity {
  readonly cert?: string;
  readonly key?: string;
  readonly pfx?: Buffer;
  readonly passphrase?: string;
}

const CONVERT =
  'Convert the store, such as by: keytool -importkeystore -deststoretype PKCS12, then openssl pkcs12 -nodes';

const isPem = (bytes: Buffer): boolean => bytes.includes('-----BEGIN');

/** A file of certificates, or of a certificate and its key; `undefined` where none is named. @throws ConfigError for another form. */
export const pemFile = async (setting: string, file: string | null): Promise<string | undefined> => {
  if (file === null) return undefined;
  const bytes = await readFile(file);
  if (!isPem(bytes))
    throw new ConfigError(`${setting}: ${file} is no PEM file, which is what can be read here. ${CONVERT}`);
  return bytes.toString('utf8');
};

const JAVA_STORE = 0xfeedfeed;

/** A file of a certificate and its key, in PEM or PKCS#12. @throws ConfigError for Java's own form. */
export const keyStoreFile = async (
  setting: string,
  file: string | null,
  password: Password | null,
): Promise<TlsIdentity> => {
  if (file === null) return {};
  const bytes = await readFile(file);
  const passphrase = password === null ? {} : { passphrase: password.value() };
  if (isPem(bytes)) return { cert: bytes.toString('utf8'), key: bytes.toString('utf8'), ...passphrase };
  if (bytes.length > 4 && bytes.readUInt32BE() === JAVA_STORE)
    throw new ConfigError(
      `${setting}: ${file} is a Java key store, and PEM or PKCS#12 is what can be read here. ${CONVERT}`,
    );
  return { pfx: bytes, ...passphrase };
};

/** A key in PEM, or in PKCS#8 as DER, which is Java's habit; as PEM without password. */
export const privateKeyFile = async (file: string, password: Password | null): Promise<string> => {
  const key = await readFile(file);
  const format = isPem(key) ? ({ format: 'pem' } as const) : ({ format: 'der', type: 'pkcs8' } as const);
  const passphrase = password === null ? {} : { passphrase: password.value() };
  return createPrivateKey({ key, ...format, ...passphrase })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString();
};
