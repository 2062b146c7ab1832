import { requireDocker, startContainer } from './docker.ts';
import { firstAvailable, type Way } from './first-available.ts';
import { givenLifecycle } from './given-lifecycle.ts';
import type { Lifecycle } from './lifecycle.ts';
import { fetchDebianDistribution } from './mariadb/debian-distribution.ts';
import { findLocalDistribution } from './mariadb/local-distribution.ts';
import { fetchMavenDistribution } from './mariadb/maven-distribution.ts';
import { createMySQLDatabase, queryMySQL } from './mysql/create-database.ts';
import type { Distribution } from './mysql/distribution.ts';
import { startMySQLServer } from './mysql/server.ts';
import { freePort } from './ports.ts';
import { succeeds } from './probes.ts';
import { givenSqlConnection, type SqlConnection, type SqlService, sqlConnection } from './sql-connection.ts';

export interface MariaDBOptions {
  readonly port?: number;
  /** PEM files of the server, which is its own authority; without them it speaks no TLS. */
  readonly tls?: { readonly certificateFile: string; readonly keyFile: string };
}

/** MariaDB 10.11 or newer with row-based binary logs, or the server at TEST_MARIADB_URL where that will do. */
export async function startMariaDB(options: MariaDBOptions = {}): Promise<SqlService> {
  const given = options.tls ? undefined : givenSqlConnection('TEST_MARIADB_URL', 'mariadb', 3306);
  const connection = given ?? localConnection(options.port ?? (await freePort()));
  const lifecycle = given ? givenLifecycle('TEST_MARIADB_URL') : await startServer(connection, tlsArguments(options));
  return { ...connection, createDatabase: (name) => createMySQLDatabase(connection, name), ...lifecycle };
}

function localConnection(port: number): SqlConnection {
  return sqlConnection('mariadb', { host: '127.0.0.1', port, user: 'root', password: 'root', database: 'test' });
}

/** Without --skip-ssl it makes a key and a certificate first, which takes 5 to 10 seconds. */
const tlsArguments = ({ tls }: MariaDBOptions): readonly string[] =>
  tls === undefined
    ? ['--skip-ssl']
    : [`--ssl-cert=${tls.certificateFile}`, `--ssl-key=${tls.keyFile}`, `--ssl-ca=${tls.certificateFile}`];

async function startServer(connection: SqlConnection, more: readonly string[]): Promise<Lifecycle> {
  const serve = (distribution: Distribution) => () => startMySQLServer(distribution, connection, more);
  const ways: Way<() => Promise<Lifecycle>>[] = [
    { name: 'local mariadbd', find: async () => serve(await findLocalDistribution()) },
    { name: 'Maven', find: async () => serve(await fetchMavenDistribution()) },
    { name: 'apt-get', find: async () => serve(await fetchDebianDistribution()) },
    { name: 'Docker', find: async () => requireDocker().then(() => () => startMariaDBContainer(connection)) },
  ];
  const advice = 'Install MariaDB (apt-get install mariadb-server), Maven 3 or Docker, or set TEST_MARIADB_URL.';
  const start = await firstAvailable('MariaDB', ways, advice);
  return start();
}

function startMariaDBContainer(connection: SqlConnection): Promise<Lifecycle> {
  return startContainer({
    image: 'mariadb:11.4.5',
    containerPort: 3306,
    port: connection.port,
    env: { MARIADB_ROOT_PASSWORD: connection.password, MARIADB_DATABASE: connection.database },
    args: ['--server-id=1', '--log-bin=binlog', '--binlog-format=ROW', '--binlog-row-metadata=FULL'],
    ready: succeeds(() => queryMySQL(connection, 'SELECT 1')),
  });
}
