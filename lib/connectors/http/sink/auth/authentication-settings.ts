import type { HttpSinkConfig } from '../config.ts';

/** Which way of authentication a configuration asks for, whichever product's keys it is written in. */
export const authenticationType = (config: HttpSinkConfig): HttpSinkConfig['auth.type'] | 'STATIC' => {
  const aiven = config['http.authorization.type'];
  if (aiven === null) return config['auth.type'];
  return ({ none: 'NONE', static: 'STATIC', oauth2: 'OAUTH2' } as const)[aiven];
};

/** Client, secret and where to go, by either product's keys. */
export const oauth2Settings = (config: HttpSinkConfig) => ({
  url: config['oauth2.access.token.url'] ?? config['oauth2.token.url'],
  id: config['oauth2.client.id'],
  secret: config['oauth2.client.secret'].value(),
  property: config['oauth2.response.token.property'] ?? config['oauth2.token.property'],
  inForm: (config['oauth2.client.authorization.mode'] ?? config['oauth2.client.auth.mode']).toLowerCase() === 'url',
});
