import { readFile } from 'node:fs/promises';
import type { RequestOptions } from 'node:https';
import { asError, ConfigError } from '../../connect/errors.ts';
import type { Password } from '../../connect/password.ts';
import type { RegistryConfig } from './config.ts';

type Location = 'schema.registry.ssl.truststore.location' | 'schema.registry.ssl.keystore.location';

const pem = async (config: RegistryConfig, name: Location, inline: Password | null): Promise<string | undefined> => {
  const path = config[name];
  if (inline !== null || path === null) return inline?.value();
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`Invalid value ${path} for configuration ${name}: ${asError(error).message}`);
  }
};

const proxy = async (config: RegistryConfig): Promise<RequestOptions> => {
  const { 'proxy.host': host, 'proxy.port': port } = config;
  if (host === '') return {};
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  return { agent: new HttpsProxyAgent(`http://${host}:${port}`) };
};

/** Certificates and proxy on the way to the registry. @throws ConfigError when a file cannot be read. */
export const connectionOptions = async (config: RegistryConfig): Promise<RequestOptions> => {
  const ca = await pem(
    config,
    'schema.registry.ssl.truststore.location',
    config['schema.registry.ssl.truststore.certificates'],
  );
  const key = await pem(config, 'schema.registry.ssl.keystore.location', config['schema.registry.ssl.keystore.key']);
  const cert = config['schema.registry.ssl.keystore.certificate.chain']?.value() ?? key;
  const passphrase = config['schema.registry.ssl.key.password']?.value();
  return {
    ...(ca !== undefined && { ca }),
    ...(key !== undefined && { key }),
    ...(cert !== undefined && { cert }),
    ...(passphrase !== undefined && { passphrase }),
    ...(config['schema.registry.ssl.endpoint.identification.algorithm'] === '' && {
      checkServerIdentity: () => undefined,
    }),
    ...(await proxy(config)),
  };
};
