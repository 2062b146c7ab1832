import type { ConfigOf } from '../../../config/config-def.ts';
import type { ConfigProblem } from '../../../connect/connector.ts';
import type { authKeys } from '../auth-keys.ts';
import { headersIn, type RequestHeaders } from '../headers.ts';

export type AuthConfig = ConfigOf<typeof authKeys>;

interface OAuth2Settings {
  readonly url: string;
  readonly id: string;
  readonly secret: string;
  /** Of the answer, which is the token. */
  readonly property: string;
  /** Whether client and secret are fields of the form. */
  readonly inForm: boolean;
  readonly scope: string;
  readonly headers: RequestHeaders;
}

/** Which way of authentication a configuration asks for, whichever product's keys it is written in. */
export interface AuthenticationSettings {
  readonly type: AuthConfig['auth.type'] | 'STATIC';
  /** The header, with STATIC. */
  readonly authorization: string;
  readonly config: AuthConfig;
  readonly oauth2: OAuth2Settings;
}

/** @throws ConfigError when a header is not written as name:value. */
export const tokenHeaders = (config: AuthConfig): RequestHeaders =>
  headersIn('oauth2.client.headers', config['oauth2.client.headers'].value(), config['oauth2.client.header.separator']);

export const authenticationSettings = (
  config: AuthConfig,
  mode: string = config['oauth2.client.auth.mode'],
): AuthenticationSettings => ({
  type: config['auth.type'],
  authorization: '',
  config,
  oauth2: {
    url: config['oauth2.token.url'],
    id: config['oauth2.client.id'],
    secret: config['oauth2.client.secret'].value(),
    property: config['oauth2.token.property'],
    inForm: mode.toLowerCase() === 'url',
    scope: config['oauth2.client.scope'],
    headers: tokenHeaders(config),
  },
});

const missing = (values: Readonly<Record<string, string>>, message: string): readonly ConfigProblem[] =>
  Object.keys(values)
    .filter((key) => values[key] === '')
    .map((key) => ({ key, message }));

/** The keys that the chosen way needs and that are empty. */
export const authenticationProblems = (settings: AuthenticationSettings): readonly ConfigProblem[] => {
  const { type, config, authorization, oauth2 } = settings;
  const why = `auth.type=${type} needs it`;
  switch (type) {
    case 'BASIC':
      return missing({ 'connection.user': config['connection.user'] }, why);
    case 'BEARER':
      return missing({ 'bearer.token': config['bearer.token'].value() }, why);
    case 'API_KEY':
      return missing({ 'api.key.name': config['api.key.name'], 'api.key.value': config['api.key.value'].value() }, why);
    case 'STATIC':
      return missing({ 'http.headers.authorization': authorization }, 'http.authorization.type=static needs it');
    case 'OAUTH2': {
      const { url, id, secret } = oauth2;
      const values = { 'oauth2.token.url': url, 'oauth2.client.id': id, 'oauth2.client.secret': secret };
      return missing(values, 'OAuth2 needs it');
    }
    default:
      return [];
  }
};
