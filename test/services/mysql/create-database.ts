import mysql from 'mysql2/promise';
import { type SqlConnection, sqlConnection } from '../sql-connection.ts';

/** Creates a database on a MySQL or MariaDB server that may be shared: give each test a name of its own. */
export async function createMySQLDatabase(server: SqlConnection, name: string): Promise<SqlConnection> {
  await queryMySQL(server, `CREATE DATABASE ${mysql.escapeId(name)}`);
  const scheme = new URL(server.url).protocol.slice(0, -1);
  return sqlConnection(scheme, { ...server, database: name });
}

/** Runs one statement on a connection of its own. */
export async function queryMySQL({ host, port, user, password }: SqlConnection, sql: string): Promise<void> {
  const client = await mysql.createConnection({ host, port, user, password, connectTimeout: 2_000 });
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
