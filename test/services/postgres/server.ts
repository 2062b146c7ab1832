import { chown, cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Lifecycle } from '../lifecycle.ts';
import { logShows } from '../probes.ts';
import { startProcess } from '../process.ts';
import { startRestartable } from '../restartable.ts';
import { runCommand } from '../run-command.ts';
import { createRunDirectory, type RunDirectory } from '../run-directory.ts';
import type { SqlConnection } from '../sql-connection.ts';
import { unprivilegedUser } from '../unprivileged-user.ts';

const settings = {
  wal_level: 'logical',
  max_wal_senders: '16',
  max_replication_slots: '16',
  shared_buffers: '32MB',
  // The data live as long as the test: nothing need survive a power cut.
  fsync: 'off',
  full_page_writes: 'off',
  unix_socket_directories: '',
};

/** Initialises a cluster in a directory of its own and serves it. */
export async function startPostgresServer(binaries: string, connection: SqlConnection): Promise<Lifecycle> {
  const run = await createRunDirectory('postgres');
  const user = unprivilegedUser();
  const bin = user ? await openTo(user, binaries, run) : binaries;
  const data = join(run.path, 'data');
  await initialise({ bin, data, run, connection, ...(user && { user }) });
  const flags = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const server = () =>
    startProcess({
      name: 'PostgreSQL',
      command: join(bin, 'postgres'),
      args: ['-D', data, '-h', connection.host, '-p', String(connection.port), ...flags],
      env: { LC_ALL: 'C', TZ: 'UTC' },
      cwd: run.path,
      logFile: join(run.path, 'postgres.log'),
      ready: logShows('database system is ready to accept connections'),
      // Immediate shutdown: a crash to the data and to clients, but the children are gone when it returns. A smart one
      // (SIGTERM) waits for clients, a fast one (SIGINT) for replication clients.
      signal: 'SIGQUIT',
      ...(user && { user }),
    });
  return startRestartable(server, run.remove);
}

interface Cluster {
  readonly bin: string;
  readonly data: string;
  readonly run: RunDirectory;
  readonly connection: SqlConnection;
  readonly user?: User;
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

async function initialise({ bin, data, run, connection, user }: Cluster): Promise<void> {
  const passwordFile = join(run.path, 'password');
  await writeFile(passwordFile, connection.password);
  await mkdir(data);
  if (user) await Promise.all([run.path, passwordFile, data].map((path) => chown(path, user.uid, user.gid)));
  const authentication = ['-U', connection.user, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  const args = ['-D', data, ...authentication, '-E', 'UTF8', '--locale=C', '--no-sync'];
  await runCommand(join(bin, 'initdb'), args, { cwd: run.path, env: { TZ: 'UTC' }, ...(user && { user }) });
}

/** The binaries where that user can run them: a cache below root's home is closed to everybody else. */
async function openTo(user: User, binaries: string, run: RunDirectory): Promise<string> {
  await chown(run.path, user.uid, user.gid);
  try {
    await runCommand(join(binaries, 'postgres'), ['--version'], { user, cwd: run.path });
    return binaries;
  } catch {
    const copy = join(run.path, 'postgres');
    await cp(dirname(binaries), copy, { recursive: true, verbatimSymlinks: true });
    return join(copy, 'bin');
  }
}
