import type { ConfigOf } from '../../config/config-def.ts';
import type { RawConfig } from '../../connect/connector.ts';
import { createHttpClient, type HttpClient, type HttpProxy } from '../../http/client.ts';
import { readTls } from '../../http/tls.ts';
import type { AuthConfig } from './auth/authentication-settings.ts';
import type { connectionKeys } from './connection-keys.ts';

type ConnectionConfig = ConfigOf<typeof connectionKeys> & AuthConfig;

/** How long a connection that is not used is kept. */
const IDLE_MS = 60_000;

const proxyOf = (config: ConnectionConfig): HttpProxy | null =>
  config['http.proxy.host'] === ''
    ? null
    : {
        host: config['http.proxy.host'],
        port: config['http.proxy.port'],
        username: config['http.proxy.user'],
        password: config['http.proxy.password'].value(),
      };

/** What single products' keys say otherwise. */
interface Overrides {
  readonly readTimeoutMs?: number;
  readonly trustsAll?: boolean;
}

/** A client for the API; connects with its first request. @throws ConfigError when a PEM file cannot be read. */
export const openClient = async (
  config: ConnectionConfig,
  raw: RawConfig,
  { readTimeoutMs = config['http.request.timeout.ms'], trustsAll = false }: Overrides = {},
): Promise<HttpClient> => {
  const tls = await readTls(raw, 'https.');
  return createHttpClient({
    tls: {
      ...tls,
      rejectUnauthorized: tls.rejectUnauthorized && !trustsAll,
      verifyHost: tls.verifyHost && !trustsAll && config['https.host.verifier.enabled'],
    },
    proxy: proxyOf(config),
    connectTimeoutMs: config['http.connect.timeout.ms'],
    readTimeoutMs,
    idleTimeoutMs: IDLE_MS,
  });
};
