import { basicAuthorization, type HttpClient } from '../../../http/client.ts';
import type { AuthConfig, AuthenticationSettings } from './authentication-settings.ts';
import { createOAuth2 } from './oauth2.ts';

/** What a request says about who we are. */
export interface Identity {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

export interface Authentication {
  /** @throws RetriableError when a token cannot be had now, ConnectError when it never can. */
  identity(): Promise<Identity>;
  /** Forgets what the API did not believe; false where there is nothing else to say. */
  renew(): boolean;
}

const authorizedBy = (authorization: string): Identity => ({ headers: { authorization }, query: {} });

const NOBODY: Identity = { headers: {}, query: {} };

const always = (identity: Identity): Authentication => ({ identity: async () => identity, renew: () => false });

const byApiKey = (config: AuthConfig): Identity => {
  const key = { [config['api.key.name'].toLowerCase()]: config['api.key.value'].value() };
  return config['api.key.location'] === 'QUERY'
    ? { headers: {}, query: { [config['api.key.name']]: config['api.key.value'].value() } }
    : { headers: key, query: {} };
};

export const createAuthentication = (settings: AuthenticationSettings, client: HttpClient): Authentication => {
  const { config } = settings;
  switch (settings.type) {
    case 'BASIC':
      return always(authorizedBy(basicAuthorization(config['connection.user'], config['connection.password'].value())));
    case 'BEARER':
      return always(authorizedBy(`Bearer ${config['bearer.token'].value()}`));
    case 'STATIC':
      return always(authorizedBy(settings.authorization));
    case 'API_KEY':
      return always(byApiKey(config));
    case 'OAUTH2':
      return createOAuth2(settings.oauth2, client);
    default:
      return always(NOBODY);
  }
};
