import { ConfigError } from '../../connect/errors.ts';

export type Subprotocol = 'postgresql' | 'mysql' | 'mariadb' | 'sqlite';

export interface DatabaseHost {
  readonly host: string;
  readonly port: number;
}

/** A JDBC URL taken apart; what the vendors' drivers document, as far as the dialects here use it. */
export interface JdbcUrl {
  readonly subprotocol: Subprotocol;
  /** In the order to try; empty for SQLite. */
  readonly hosts: readonly DatabaseHost[];
  /** The database's name, or SQLite's file; `null` when the URL names none. */
  readonly database: string | null;
  readonly user: string | null;
  readonly password: string | null;
  /** By lower-case name; credentials are taken out. */
  readonly parameters: ReadonlyMap<string, string>;
}

const SUPPORTED =
  'jdbc:postgresql://host:port/database, jdbc:mysql://host:port/database, jdbc:mariadb://host:port/database and jdbc:sqlite:/path/to/file are supported';

const DEFAULT_PORTS = { postgresql: 5432, mysql: 3306, mariadb: 3306 } as const;

/** The URL as messages may show it: without user, password and parameters, and cut short when they can't be told apart. */
export const redactJdbcUrl = (url: string): string => {
  const network =
    /^(jdbc:[\w+]+:\/\/)(?:[^@/?;]*@)?((?:[\w.-]+|\[[\da-fA-F:]+\])?(?::\d+)?(?:\/[\w.-]*)?)(?=$|[?;])/.exec(url);
  if (network !== null) return `${network[1]}${network[2]}`;
  const scheme = /^jdbc:[\w+]+:/.exec(url)?.[0] ?? '';
  return scheme === 'jdbc:sqlite:' ? url.replace(/\?.*$/s, '') : `${scheme}…`;
};

const refusal = (url: string, why: string): ConfigError =>
  new ConfigError(`Invalid value ${redactJdbcUrl(url)} for configuration connection.url: ${why}`);

const parseHost = (url: string, text: string, defaultPort: number): DatabaseHost => {
  const match = /^(\[[^\]]+\]|[^:]*)(?::(\d+))?$/.exec(text);
  if (match === null) throw refusal(url, 'the host is written host or host:port');
  const host = (match[1] ?? '').replace(/^\[|\]$/g, '');
  return { host: host === '' ? 'localhost' : host, port: match[2] === undefined ? defaultPort : Number(match[2]) };
};

const parseParameters = (text: string): Map<string, string> =>
  new Map([...new URLSearchParams(text)].map(([name, value]) => [name.toLowerCase(), value]));

const take = (parameters: Map<string, string>, name: string): string | null => {
  const value = parameters.get(name) ?? null;
  parameters.delete(name);
  return value;
};

const parseNetworkUrl = (url: string, subprotocol: keyof typeof DEFAULT_PORTS, rest: string): JdbcUrl => {
  const match = /^(?:\/\/(?:([^@/?]*)@)?([^/?]*)\/?)?([^/?]*)(?:\?(.*))?$/s.exec(rest);
  if (match === null) throw refusal(url, SUPPORTED);
  const [, userInfo, hosts = '', database = '', query = ''] = match;
  const parameters = parseParameters(query);
  const [user, password] = userInfo?.split(':', 2).map(decodeURIComponent) ?? [];
  return {
    subprotocol,
    hosts: hosts.split(',').map((host) => parseHost(url, host, DEFAULT_PORTS[subprotocol])),
    database: database === '' ? null : decodeURIComponent(database),
    user: take(parameters, 'user') ?? user ?? null,
    password: take(parameters, 'password') ?? password ?? null,
    parameters,
  };
};

const parseSqliteUrl = (url: string, rest: string): JdbcUrl => {
  const [, path = '', query = ''] = /^(?:file:)?([^?]*)(?:\?(.*))?$/s.exec(rest) ?? [];
  const parameters = parseParameters(query);
  if (path === '' || path.includes(':memory:') || parameters.get('mode') === 'memory')
    throw refusal(
      url,
      'an in-memory database cannot be shared with the connector; name a file: jdbc:sqlite:/path/to/file',
    );
  return { subprotocol: 'sqlite', hosts: [], database: path, user: null, password: null, parameters };
};

/**
 * Takes a JDBC URL apart.
 *
 * @throws ConfigError naming the URL without its credentials, and what is supported.
 */
export const parseJdbcUrl = (url: string): JdbcUrl => {
  const [, subprotocol, rest = ''] = /^jdbc:([\w+]+):(.*)$/s.exec(url) ?? [];
  switch (subprotocol) {
    case 'postgresql':
    case 'mysql':
    case 'mariadb':
      return parseNetworkUrl(url, subprotocol, rest);
    case 'sqlite':
      return parseSqliteUrl(url, rest);
    default:
      throw refusal(url, SUPPORTED);
  }
};

/** The database as error messages name it: `postgresql://db.example.org:5432/shop`. */
export const addressOf = ({ subprotocol, hosts, database }: JdbcUrl): string =>
  subprotocol === 'sqlite'
    ? `sqlite:${database}`
    : `${subprotocol}://${hosts.map(({ host, port }) => `${host}:${port}`).join(',')}/${database ?? ''}`;
