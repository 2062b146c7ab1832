import type { ConfigProblem } from '../../connect/connector.ts';
import { parseJdbcUrl, type Subprotocol } from './jdbc-url.ts';

const DIALECTS: Readonly<Record<Subprotocol, string>> = {
  postgresql: 'PostgreSqlDatabaseDialect',
  mysql: 'MySqlDatabaseDialect',
  mariadb: 'MySqlDatabaseDialect',
  sqlite: 'SqliteDatabaseDialect',
};

/** A dialect may be named, but another one than the URL's would be another database. */
export const dialectProblems = (config: {
  readonly 'connection.url': string;
  readonly 'dialect.name': string;
}): readonly ConfigProblem[] => {
  const dialect = config['dialect.name'];
  const fitting = DIALECTS[parseJdbcUrl(config['connection.url']).subprotocol];
  return dialect === '' || dialect === fitting
    ? []
    : [{ key: 'dialect.name', message: `The URL is one of ${fitting}; leave dialect.name empty` }];
};
