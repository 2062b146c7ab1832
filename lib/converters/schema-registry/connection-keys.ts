import { defineConfig } from '../../config/config-def.ts';
import { atLeast, between, oneOf, type Validator } from '../../config/validators.ts';
import { ConfigError } from '../../connect/errors.ts';

const isUrl = (text: string): boolean => URL.canParse(text) && /^(https?|mock):/.test(text);

/** A URL may hold a password: it is not shown. */
const urls: Validator<readonly string[]> = {
  description: 'http, https or mock URLs',
  ensureValid: (name, value) => {
    if (Array.isArray(value) && !(value.length > 0 && value.every((url) => isUrl(String(url)))))
      throw new ConfigError(
        `Invalid value for configuration ${name}: not a list of URLs such as https://registry:8081`,
      );
  },
};

/** How the registry is reached and who we are to it; follows `SchemaRegistryClientConfig`. */
export const connectionKeys = defineConfig({
  'schema.registry.url': {
    type: 'LIST',
    importance: 'HIGH',
    validator: urls,
    documentation:
      'URLs of the registry; the next one is tried where one does not answer. mock://<scope> is a registry in memory, for tests.',
  },
  'basic.auth.credentials.source': {
    type: 'STRING',
    default: 'URL',
    importance: 'MEDIUM',
    validator: oneOf('URL', 'USER_INFO'),
    documentation: 'Where user and password come from: the URL, or basic.auth.user.info.',
  },
  'basic.auth.user.info': {
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    documentation: '<user>:<password> for basic authentication, under basic.auth.credentials.source=USER_INFO.',
  },
  'schema.registry.basic.auth.user.info': {
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    documentation: 'The old name of basic.auth.user.info.',
  },
  'bearer.auth.credentials.source': {
    type: 'STRING',
    default: 'STATIC_TOKEN',
    importance: 'MEDIUM',
    validator: oneOf('STATIC_TOKEN', 'OAUTHBEARER'),
    documentation: 'Where the bearer token comes from: bearer.auth.token, or an OAuth server by client credentials.',
  },
  'bearer.auth.token': {
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    documentation: 'The bearer token.',
  },
  'bearer.auth.issuer.endpoint.url': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: "The OAuth server's token endpoint.",
  },
  'bearer.auth.client.id': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'The client that tokens are asked for.',
  },
  'bearer.auth.client.secret': {
    type: 'PASSWORD',
    default: null,
    importance: 'MEDIUM',
    documentation: "The client's secret.",
  },
  'bearer.auth.scope': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'The scope that tokens are asked for.',
  },
  'bearer.auth.logical.cluster': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Sent along as target-sr-cluster.',
  },
  'bearer.auth.identity.pool.id': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Sent along as Confluent-Identity-Pool-Id.',
  },
  'bearer.auth.cache.expiry.buffer.seconds': {
    type: 'SHORT',
    default: 300,
    importance: 'LOW',
    validator: between(0, 3600),
    documentation: 'How long before its end a token is replaced, in seconds.',
  },
  'proxy.host': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    documentation: 'Host of an HTTP proxy on the way to the registry.',
  },
  'proxy.port': { type: 'INT', default: -1, importance: 'LOW', documentation: 'Port of the proxy.' },
  'http.connect.timeout.ms': {
    type: 'INT',
    default: 60_000,
    importance: 'LOW',
    documentation: 'How long a connection may take.',
    ignored: 'http.read.timeout.ms bounds the whole request',
  },
  'http.read.timeout.ms': {
    type: 'INT',
    default: 60_000,
    importance: 'LOW',
    validator: atLeast(1),
    documentation: 'How long a request may take, in milliseconds.',
  },
  'max.retries': {
    type: 'INT',
    default: 3,
    importance: 'LOW',
    validator: atLeast(0),
    documentation: 'How often a failed request is tried again before its records are.',
  },
  'retries.wait.ms': {
    type: 'INT',
    default: 1000,
    importance: 'LOW',
    validator: atLeast(0),
    documentation: 'Pause before the first of these tries; it doubles each time.',
  },
  'retries.max.wait.ms': {
    type: 'INT',
    default: 20_000,
    importance: 'LOW',
    validator: atLeast(0),
    documentation: 'The longest pause between tries.',
  },
  'schema.registry.url.randomize': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Starts with any of the URLs.',
    ignored: 'the first URL that answers is used',
  },
});
