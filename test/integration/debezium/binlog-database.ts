import { randomInt, randomUUID } from 'node:crypto';
import mysql, { type Connection } from 'mysql2/promise';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { Flavor } from '../../../lib/connectors/debezium/mysql/flavor.ts';
import { createMySQLDatabase } from '../../services/mysql/create-database.ts';
import type { SqlConnection } from '../../services/sql-connection.ts';

/** A database of a test's own on a MySQL or MariaDB server. */
export interface BinlogDatabase {
  readonly name: string;
  readonly client: Connection;
  readonly connection: SqlConnection;
  query(sql: string): Promise<ReadonlyArray<Record<string, unknown>>>;
  /** A connector's configuration, with topics and a server id of its own. */
  config(id: string, more?: RawConfig): Record<string, string>;
  drop(): Promise<void>;
}

const CLASSES: Readonly<Record<Flavor, string>> = {
  mysql: 'io.debezium.connector.mysql.MySqlConnector',
  mariadb: 'io.debezium.connector.mariadb.MariaDbConnector',
};

export const createBinlogDatabase = async (server: SqlConnection, flavor: Flavor): Promise<BinlogDatabase> => {
  const name = `dbz_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const connection = await createMySQLDatabase(server, name);
  const { host, port, user, password } = connection;
  const client = await mysql.createConnection({ host, port, user, password, database: name, multipleStatements: true });
  return {
    name,
    client,
    connection,
    query: async (sql) => {
      const [rows] = await client.query(sql);
      return Array.isArray(rows) ? rows.filter((row) => !Array.isArray(row)).map((row) => ({ ...row })) : [];
    },
    config: (id, more = {}) => ({
      'connector.class': CLASSES[flavor],
      'database.hostname': host,
      'database.port': String(port),
      'database.user': user,
      'database.password': password,
      'database.server.id': String(randomInt(1000, 2 ** 31)),
      'database.include.list': name,
      'topic.prefix': `${id}_${name}`,
      'schema.history.internal.store.only.captured.databases.ddl': 'true',
      'include.schema.changes': 'false',
      ...more,
    }),
    drop: async () => {
      await client.query(`DROP DATABASE IF EXISTS ${name}`);
      await client.end();
    },
  };
};
