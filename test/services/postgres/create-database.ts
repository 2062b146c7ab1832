import pg from 'pg';
import { type SqlConnection, sqlConnection } from '../sql-connection.ts';

/** Creates a database on a server that may be shared: give each test a name of its own. */
export async function createPostgresDatabase(server: SqlConnection, name: string): Promise<SqlConnection> {
  await queryPostgres(server, `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  return sqlConnection('postgresql', { ...server, database: name });
}

/** Runs one statement on a connection of its own. */
export async function queryPostgres({ url }: SqlConnection, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
