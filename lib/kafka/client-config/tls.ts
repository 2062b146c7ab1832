import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import type { ConfigOf } from '../../config/config-def.ts';
import { invalidValue } from '../../config/invalid-value.ts';
import { asError, ConfigError } from '../../connect/errors.ts';
import type { Password } from '../../connect/password.ts';
import type { securityConfig } from './security-config.ts';

type SecurityConfig = ConfigOf<typeof securityConfig>;

/** @throws ConfigError when a store is not PEM or cannot be read. */
export const tlsOptions = async (config: SecurityConfig): Promise<ConnectionOptions> => {
  const ca = await pem(config, 'truststore', config['ssl.truststore.certificates']);
  const store = await pem(config, 'keystore', config['ssl.keystore.key']);
  const cert = config['ssl.keystore.certificate.chain']?.value() ?? store;
  const passphrase = config['ssl.key.password']?.value();
  return {
    ...(ca !== null && { ca }),
    ...(store !== null && { key: store }),
    ...(cert !== null && { cert }),
    ...(passphrase !== undefined && { passphrase }),
    ...(config['ssl.endpoint.identification.algorithm'] === '' && { checkServerIdentity: () => undefined }),
  };
};

/** The text of a store: written into the configuration, or in a file. */
const pem = async (
  config: SecurityConfig,
  store: 'truststore' | 'keystore',
  inline: Password | null,
): Promise<string | null> => {
  const location = config[`ssl.${store}.location`];
  if (inline === null && location === null) return null;
  const type = config[`ssl.${store}.type`];
  if (type !== 'PEM')
    throw invalidValue(
      `ssl.${store}.type`,
      type,
      'only PEM can be read here: export the store with keytool and openssl',
    );
  return inline?.value() ?? read(`ssl.${store}.location`, location ?? '');
};

const read = async (name: string, path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`Invalid value ${path} for configuration ${name}: ${asError(error).message}`);
  }
};
