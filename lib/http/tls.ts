import { readFile } from 'node:fs/promises';
import { sslKeys } from '../config/common/ssl-keys.ts';
import { parseConfig } from '../config/parse-config.ts';
import { withoutPrefix } from '../config/prefixed.ts';
import type { RawConfig } from '../connect/connector.ts';
import { asError, ConfigError } from '../connect/errors.ts';
import type { Password } from '../connect/password.ts';

/** What to trust and to show: PEM texts. */
export interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  /** Whether the certificate must name the host. */
  readonly verifyHost: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
}

const pem = async (name: string, path: string | null, inline: Password | null): Promise<string | undefined> => {
  if (inline !== null || path === null || path === '') return inline?.value();
  try {
    const text = await readFile(path, 'latin1');
    if (text.includes('-----BEGIN ')) return text;
  } catch (error) {
    throw new ConfigError(`Invalid value ${path} for configuration ${name}: ${asError(error).message}`);
  }
  throw new ConfigError(`Invalid value ${path} for configuration ${name}: not a PEM file`);
};

/** Reads the keys of `sslKeys` under a prefix. @throws ConfigError when a file cannot be read or is not PEM. */
export const readTls = async (raw: RawConfig, prefix: string): Promise<TlsOptions> => {
  const config = parseConfig(sslKeys, withoutPrefix(raw, prefix));
  const read = (name: 'ssl.truststore.location' | 'ssl.keystore.location', inline: Password | null) =>
    pem(`${prefix}${name}`, config[name], inline);
  const ca = await read('ssl.truststore.location', config['ssl.truststore.certificates']);
  const key = await read('ssl.keystore.location', config['ssl.keystore.key']);
  const cert = config['ssl.keystore.certificate.chain']?.value() ?? key;
  const passphrase = config['ssl.key.password']?.value();
  return {
    rejectUnauthorized: true,
    verifyHost: config['ssl.endpoint.identification.algorithm'] !== '',
    ...(ca !== undefined && { ca }),
    ...(key !== undefined && { key }),
    ...(cert !== undefined && { cert }),
    ...(passphrase !== undefined && { passphrase }),
  };
};

/** Trusts whatever the system trusts. */
export const systemTls: TlsOptions = { rejectUnauthorized: true, verifyHost: true };
