import type { Distribution } from '../mysql/distribution.ts';
import { reportProgress } from '../progress.ts';
import { runCommand } from '../run-command.ts';
import { describeInstallation } from './installation.ts';

/** This machine's own server. */
export function findLocalDistribution(): Promise<Distribution> {
  return describeInstallation({ command: 'mariadbd', install: 'mariadb-install-db', args: [] });
}

/** Installs Debian's package of the server alone, which starts none; only root can. */
export async function installDebianDistribution(): Promise<Distribution> {
  if (process.getuid?.() !== 0) throw new Error('apt-get needs root');
  reportProgress('installing mariadb-server-core …');
  await runCommand('apt-get', ['update']);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['install', '-y', '--no-install-recommends', 'mariadb-server-core'], { env });
  return findLocalDistribution();
}
