import { type AuthenticationSettings, authenticationSettings } from '../auth/authentication-settings.ts';
import type { HttpSinkConfig } from './config.ts';

const AIVEN_TYPES = { none: 'NONE', static: 'STATIC', oauth2: 'OAUTH2' } as const;

/** Who we are, by either product's keys. @throws ConfigError when a header is not written as name:value. */
export const sinkAuthentication = (config: HttpSinkConfig): AuthenticationSettings => {
  const settings = authenticationSettings(config);
  const aiven = config['http.authorization.type'];
  const mode = config['oauth2.client.authorization.mode'];
  return {
    ...settings,
    type: aiven === null ? settings.type : AIVEN_TYPES[aiven],
    authorization: config['http.headers.authorization']?.value() ?? '',
    oauth2: {
      ...settings.oauth2,
      url: config['oauth2.access.token.url'] ?? settings.oauth2.url,
      property: config['oauth2.response.token.property'] ?? settings.oauth2.property,
      inForm: mode === null ? settings.oauth2.inForm : mode.toLowerCase() === 'url',
    },
  };
};
