import { requireDocker, startContainer } from './docker.ts';
import { firstAvailable } from './first-available.ts';
import { givenLifecycle } from './given-lifecycle.ts';
import type { Lifecycle } from './lifecycle.ts';
import { createMySQLDatabase, queryMySQL } from './mysql/create-database.ts';
import { fetchMavenDistribution } from './mysql/maven-distribution.ts';
import { startMySQLServer } from './mysql/server.ts';
import { freePort } from './ports.ts';
import { succeeds } from './probes.ts';
import { givenSqlConnection, type SqlConnection, type SqlService, sqlConnection } from './sql-connection.ts';

/** What change data capture needs beside row-based binary logs. */
const settings = [
  '--gtid-mode=ON',
  '--enforce-gtid-consistency=ON',
  '--binlog-rows-query-log-events=ON',
  '--default-authentication-plugin=mysql_native_password',
];

/** MySQL 8.0 with row-based binary logs and GTIDs, or the server at TEST_MYSQL_URL. */
export async function startMySQL(options: { readonly port?: number } = {}): Promise<SqlService> {
  const given = givenSqlConnection('TEST_MYSQL_URL', 'mysql', 3306);
  const connection = given ?? localConnection(options.port ?? (await freePort()));
  const lifecycle = given ? givenLifecycle('TEST_MYSQL_URL') : await startServer(connection);
  return { ...connection, createDatabase: (name) => createMySQLDatabase(connection, name), ...lifecycle };
}

function localConnection(port: number): SqlConnection {
  return sqlConnection('mysql', { host: '127.0.0.1', port, user: 'root', password: 'root', database: 'test' });
}

async function startServer(connection: SqlConnection): Promise<Lifecycle> {
  const findMaven = async () => {
    const distribution = await fetchMavenDistribution();
    return () => startMySQLServer(distribution, connection, [...settings, '--mysqlx=0']);
  };
  const start = await firstAvailable(
    'MySQL',
    [
      { name: 'Maven', find: findMaven },
      { name: 'Docker', find: async () => requireDocker().then(() => () => startMySQLContainer(connection)) },
    ],
    'Install Maven 3 with a JDK 17 and libaio (apt-get install maven libaio1), or Docker, or set TEST_MYSQL_URL.',
  );
  return start();
}

function startMySQLContainer(connection: SqlConnection): Promise<Lifecycle> {
  return startContainer({
    image: 'mysql:8.0.43',
    containerPort: 3306,
    port: connection.port,
    env: { MYSQL_ROOT_PASSWORD: connection.password, MYSQL_DATABASE: connection.database },
    args: [...settings, '--server-id=1', '--binlog-row-metadata=FULL'],
    ready: succeeds(() => queryMySQL(connection, 'SELECT 1')),
  });
}
