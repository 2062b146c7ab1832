import type { Dialect } from './dialect.ts';
import type { JdbcUrl, Subprotocol } from './jdbc-url.ts';

/** Each driver is loaded by the tasks that need it. */
const DIALECTS: Readonly<Record<Subprotocol, () => Promise<Dialect>>> = {
  postgresql: async () => (await import('./dialects/postgresql.ts')).postgresql,
  mysql: async () => (await import('./dialects/mysql.ts')).mysqlDialect,
  mariadb: async () => (await import('./dialects/mysql.ts')).mysqlDialect,
  sqlite: async () => (await import('./dialects/sqlite.ts')).sqlite,
};

export const loadDialect = ({ subprotocol }: JdbcUrl): Promise<Dialect> => DIALECTS[subprotocol]();
