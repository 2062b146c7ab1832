import { Password } from '../../connect/password.ts';
import type { SessionSettings } from './dialect.ts';
import { parseJdbcUrl } from './jdbc-url.ts';

interface ConnectionConfig {
  readonly 'connection.url': string;
  readonly 'connection.user': string | null;
  readonly 'connection.password': Password | null;
}

/** Credentials of their own keys take precedence over those in the URL. */
export const sessionSettings = (
  config: ConnectionConfig,
  more: Pick<SessionSettings, 'isolation' | 'dates'>,
): SessionSettings => {
  const url = parseJdbcUrl(config['connection.url']);
  return {
    url,
    user: config['connection.user'] ?? url.user,
    password: config['connection.password'] ?? (url.password === null ? null : new Password(url.password)),
    ...more,
  };
};
