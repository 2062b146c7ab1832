import { ConfigError, RetriableError } from '../../connect/errors.ts';
import type { RegistryConfig } from './config.ts';
import { sendHttp } from './http-request.ts';

type Headers = Readonly<Record<string, string>>;

/** The headers that say who we are, for a request to that URL. */
export type Credentials = (url: URL) => Promise<Headers>;

const basic = (userInfo: string): Headers => ({
  authorization: `Basic ${Buffer.from(userInfo).toString('base64')}`,
});

const fromUrl = ({ username, password }: URL): Headers =>
  username === '' ? {} : basic(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);

const clusterHeaders = (config: RegistryConfig): Headers => {
  const { 'bearer.auth.logical.cluster': cluster, 'bearer.auth.identity.pool.id': pool } = config;
  return {
    ...(cluster === null ? {} : { 'target-sr-cluster': cluster }),
    ...(pool === null ? {} : { 'Confluent-Identity-Pool-Id': pool }),
  };
};

interface Token {
  readonly text: string;
  readonly replaceAt: number;
}

const readToken = (body: string, bufferMs: number): Token => {
  const json: unknown = JSON.parse(body);
  if (typeof json !== 'object' || json === null || !('access_token' in json) || typeof json.access_token !== 'string')
    throw new ConfigError('The OAuth server answered without an access token');
  const seconds = 'expires_in' in json && typeof json.expires_in === 'number' ? json.expires_in : 0;
  const lifetimeMs = seconds * 1000;
  return {
    text: json.access_token,
    replaceAt: Date.now() + (lifetimeMs > bufferMs ? lifetimeMs - bufferMs : lifetimeMs),
  };
};

/** Tokens by client credentials (RFC 6749, 4.4), kept until shortly before they end. */
const oauth = (config: RegistryConfig): Credentials => {
  const endpoint = config['bearer.auth.issuer.endpoint.url'];
  const id = config['bearer.auth.client.id'];
  const secret = config['bearer.auth.client.secret'];
  if (endpoint === null || id === null || secret === null)
    throw new ConfigError(
      'bearer.auth.credentials.source=OAUTHBEARER needs bearer.auth.issuer.endpoint.url, bearer.auth.client.id and bearer.auth.client.secret',
    );
  const scope = config['bearer.auth.scope'];
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope === null ? {} : { scope }) });
  let token: Token | undefined;

  const fetchToken = async (): Promise<Token> => {
    const { status, body } = await sendHttp({
      method: 'POST',
      url: new URL(endpoint),
      headers: { ...basic(`${id}:${secret.value()}`), 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      timeoutMs: config['http.read.timeout.ms'],
      options: {},
    });
    if (status >= 500) throw new RetriableError(`The OAuth server answered ${status}`);
    if (status !== 200) throw new ConfigError(`The OAuth server refused bearer.auth.client.id: ${status}`);
    return readToken(body, config['bearer.auth.cache.expiry.buffer.seconds'] * 1000);
  };

  return async () => {
    if (token === undefined || Date.now() >= token.replaceAt) token = await fetchToken();
    return { authorization: `Bearer ${token.text}`, ...clusterHeaders(config) };
  };
};

/** @throws ConfigError when what the source needs is not given. */
export const createCredentials = (config: RegistryConfig): Credentials => {
  if (config['bearer.auth.credentials.source'] === 'OAUTHBEARER') return oauth(config);
  const token = config['bearer.auth.token'].value();
  if (token !== '') return async () => ({ authorization: `Bearer ${token}`, ...clusterHeaders(config) });
  if (config['basic.auth.credentials.source'] === 'URL') return async (url) => fromUrl(url);
  const userInfo = config['basic.auth.user.info'].value() || config['schema.registry.basic.auth.user.info'].value();
  if (userInfo === '')
    throw new ConfigError('basic.auth.credentials.source=USER_INFO needs basic.auth.user.info=<user>:<password>');
  return async () => basic(userInfo);
};
