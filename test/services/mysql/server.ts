import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lifecycle } from '../lifecycle.ts';
import { logShows } from '../probes.ts';
import { startProcess } from '../process.ts';
import { startRestartable } from '../restartable.ts';
import { createRunDirectory } from '../run-directory.ts';
import type { SqlConnection } from '../sql-connection.ts';
import type { Distribution } from './distribution.ts';

const settings = [
  '--server-id=1',
  '--log-bin=binlog',
  '--binlog-format=ROW',
  '--binlog-row-image=FULL',
  '--binlog-row-metadata=FULL',
  '--character-set-server=utf8mb4',
  '--performance-schema=OFF',
  '--innodb-buffer-pool-size=32M',
  // The data live as long as the test: nothing need survive a power cut.
  '--innodb-flush-log-at-trx-commit=2',
  '--sync-binlog=0',
  // Else the address of a client is looked up, which takes seconds where no name server answers.
  '--skip-name-resolve',
];

/** Serves a copy of the distribution's initial data, with row-based binary logs. */
export async function startMySQLServer(
  distribution: Distribution,
  connection: SqlConnection,
  more: readonly string[],
): Promise<Lifecycle> {
  const { name, command, args, env, initialData } = distribution;
  const run = await createRunDirectory('mysql');
  const data = join(run.path, 'data');
  await cp(initialData, data, { recursive: true });
  const initFile = join(run.path, 'init.sql');
  await writeFile(initFile, accountStatements(connection));
  const network = [`--bind-address=${connection.host}`, `--port=${connection.port}`];
  const files = [`--datadir=${data}`, `--init-file=${initFile}`, `--socket=${join(run.path, 'socket')}`];
  const server = () =>
    startProcess({
      name,
      command,
      args: [...args, ...network, ...files, ...settings, ...more],
      env: { ...env, TZ: 'UTC' },
      cwd: run.path,
      logFile: join(run.path, 'server.log'),
      ready: logShows('ready for connections'),
    });
  return startRestartable(server, run.remove);
}

/** The server runs these whenever it starts, one a line. */
function accountStatements({ user, password, database }: SqlConnection): string {
  return [
    `CREATE USER IF NOT EXISTS '${user}'@'%' IDENTIFIED BY '${password}';`,
    `GRANT ALL ON *.* TO '${user}'@'%' WITH GRANT OPTION;`,
    `CREATE DATABASE IF NOT EXISTS ${database};`,
    '',
  ].join('\n');
}
