import type { RawConfig } from '../../connect/connector.ts';
import { Password } from '../../connect/password.ts';
import type { SessionSettings } from './dialect.ts';
import { parseJdbcUrl } from './jdbc-url.ts';

interface ConnectionConfig {
  readonly 'connection.url': string;
  readonly 'connection.user': string | null;
  readonly 'connection.password': Password | null;
}

const PREFIX = 'connection.';

/** Parameters of the driver that stand beside the URL: `connection.sslmode=require`, as the original takes them. */
const driverParameters = (raw: RawConfig, config: object): ReadonlyArray<readonly [string, string]> =>
  Object.entries(raw)
    .filter(([key]) => key.startsWith(PREFIX) && !(key in config))
    .map(([key, value]) => [key.slice(PREFIX.length).toLowerCase(), value]);

/** Credentials of their own keys take precedence over those in the URL. */
export const sessionSettings = (
  config: ConnectionConfig,
  raw: RawConfig,
  more: Pick<SessionSettings, 'isolation' | 'dates' | 'mayCreate'>,
): SessionSettings => {
  const url = parseJdbcUrl(config['connection.url']);
  return {
    url: { ...url, parameters: new Map([...url.parameters, ...driverParameters(raw, config)]) },
    user: config['connection.user'] ?? url.user,
    password: config['connection.password'] ?? (url.password === null ? null : new Password(url.password)),
    ...more,
  };
};
