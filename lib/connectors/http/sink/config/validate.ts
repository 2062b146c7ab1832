import type { ConfigProblem } from '../../../../connect/connector.ts';
import { asError } from '../../../../connect/errors.ts';
import { authenticationType, oauth2Settings } from '../auth/authentication-settings.ts';
import type { HttpSinkConfig } from '../config.ts';
import { headersIn, parseHeaders } from '../headers.ts';
import { replacementsOf } from '../settings.ts';

type Rule = (config: HttpSinkConfig) => readonly ConfigProblem[];

const under = (keys: readonly string[], message: string): readonly ConfigProblem[] =>
  keys.map((key) => ({ key, message }));

const failing = (key: string, work: () => unknown): readonly ConfigProblem[] => {
  try {
    work();
    return [];
  } catch (error) {
    return under([key], asError(error).message);
  }
};

const url: Rule = (config) =>
  config['http.api.url'] === null && config['http.url'] === null
    ? under(['http.api.url'], 'Missing required configuration "http.api.url" which has no default value.')
    : [];

const missing = (values: Readonly<Record<string, string>>, why: string): readonly ConfigProblem[] =>
  under(
    Object.keys(values).filter((key) => values[key] === ''),
    why,
  );

const authentication: Rule = (config) => {
  const type = authenticationType(config);
  const why = `auth.type=${type} needs it`;
  switch (type) {
    case 'BASIC':
      return missing({ 'connection.user': config['connection.user'] }, why);
    case 'BEARER':
      return missing({ 'bearer.token': config['bearer.token'].value() }, why);
    case 'API_KEY':
      return missing({ 'api.key.name': config['api.key.name'], 'api.key.value': config['api.key.value'].value() }, why);
    case 'STATIC':
      return config['http.headers.authorization'] === null
        ? under(['http.headers.authorization'], 'http.authorization.type=static needs it')
        : [];
    case 'OAUTH2': {
      const { url: tokenUrl, id, secret } = oauth2Settings(config);
      const values = { 'oauth2.token.url': tokenUrl, 'oauth2.client.id': id, 'oauth2.client.secret': secret };
      return missing(values, 'OAuth2 needs it');
    }
    default:
      return [];
  }
};

const headers: Rule = (config) => [
  ...failing('headers', () => parseHeaders(config, 'json')),
  ...failing('oauth2.client.headers', () =>
    headersIn(
      'oauth2.client.headers',
      config['oauth2.client.headers'].value(),
      config['oauth2.client.header.separator'],
    ),
  ),
];

const regex: Rule = (config) => failing('regex.patterns', () => replacementsOf(config));

const proxy: Rule = (config) =>
  config['http.proxy.host'] !== '' && config['http.proxy.port'] === 0
    ? under(['http.proxy.port'], 'http.proxy.host needs it')
    : [];

const rules: readonly Rule[] = [url, authentication, headers, regex, proxy];

/** What single keys cannot tell. */
export const httpSinkProblems: Rule = (config) => rules.flatMap((rule) => rule(config));
