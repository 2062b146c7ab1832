import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import { asError, ConfigError } from '../../../connect/errors.ts';
import type { Password } from '../../../connect/password.ts';
import type { IgniteSinkConfig } from './config.ts';

const read = async (name: string, path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`Invalid value ${path} for configuration ${name}: ${asError(error).message}`);
  }
};

const pem = async (name: string, path: string, inline: Password): Promise<string | undefined> => {
  if (inline.value() === '' && path === '') return undefined;
  const text = inline.value() === '' ? await read(name, path) : inline.value();
  if (text.includes('-----BEGIN ')) return text;
  throw new ConfigError(
    `Invalid value ${path} for configuration ${name}: only PEM can be read here: export the store with keytool and openssl`,
  );
};

/** `null` where TLS is not asked for. @throws ConfigError when a store is missing, or not PEM. */
export const tlsOptions = async (config: IgniteSinkConfig): Promise<ConnectionOptions | null> => {
  if (!config['ignite.ssl.enabled']) return null;
  const [trust, keys] = ['ignite.ssl.truststore.location', 'ignite.ssl.keystore.location'] as const;
  const ca = await pem(trust, config[trust], config['ignite.ssl.truststore.certificates']);
  const store = await pem(keys, config[keys], config['ignite.ssl.keystore.key']);
  const passphrase = config['ignite.ssl.key.password'].value();
  return {
    ...(ca !== undefined && { ca }),
    ...(store !== undefined && { key: store, cert: store }),
    ...(passphrase !== '' && { passphrase }),
    ...(config['ignite.ssl.endpoint.identification.algorithm'] === '' && { checkServerIdentity: () => undefined }),
  };
};
