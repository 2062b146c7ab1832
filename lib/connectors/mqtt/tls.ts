import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import { asError, ConfigError } from '../../connect/errors.ts';
import { Password } from '../../connect/password.ts';
import type { TlsSources } from './connection-settings.ts';

const textOf = async (source: string | Password): Promise<string> => {
  if (source instanceof Password) return source.value();
  try {
    return await readFile(source, 'utf8');
  } catch (error) {
    throw new ConfigError(`${source} cannot be read: ${asError(error).message}`);
  }
};

const pemOf = async (source: string | Password | null, what: string): Promise<string | undefined> => {
  if (source === null) return undefined;
  const text = await textOf(source);
  if (text.includes('-----BEGIN ')) return text;
  throw new ConfigError(
    `${source instanceof Password ? what : source} is not PEM, which alone can be read here: export the store with keytool and openssl`,
  );
};

/** @throws ConfigError when a file is missing, or not PEM. */
export const tlsOptions = async ({ ca, cert, key, passphrase }: TlsSources): Promise<ConnectionOptions> => {
  const texts = {
    ca: await pemOf(ca, 'The trust store'),
    cert: await pemOf(cert, 'The certificate'),
    key: await pemOf(key, 'The private key'),
  };
  return {
    ...(texts.ca !== undefined && { ca: texts.ca }),
    ...(texts.cert !== undefined && { cert: texts.cert }),
    ...(texts.key !== undefined && { key: texts.key }),
    ...(passphrase !== '' && { passphrase }),
  };
};
