import type { Lifecycle } from './lifecycle.ts';

/** One database of a SQL server. */
export interface SqlConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly url: string;
  readonly jdbcUrl: string;
}

export interface SqlService extends SqlConnection, Lifecycle {
  /** Creates a database beside the first one, for a test that wants one of its own. */
  createDatabase(name: string): Promise<SqlConnection>;
}

export type SqlFacts = Omit<SqlConnection, 'url' | 'jdbcUrl'>;

/** The same facts with both URLs; `scheme` is the one that clients and JDBC share, `mysql` for instance. */
export function sqlConnection(scheme: string, facts: SqlFacts): SqlConnection {
  const { host, port, user, password, database } = facts;
  const address = `${host}:${port}/${database}`;
  const credentials = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return { ...facts, url: `${scheme}://${credentials}@${address}`, jdbcUrl: `jdbc:${scheme}://${address}` };
}

/** The connection that a URL in that variable describes, if it is set. */
export function givenSqlConnection(variable: string, scheme: string, defaultPort: number): SqlConnection | undefined {
  const given = process.env[variable];
  if (given === undefined) return undefined;
  const { hostname, port, username, password, pathname } = new URL(given);
  return sqlConnection(scheme, {
    host: hostname,
    port: Number(port || defaultPort),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1),
  });
}
