import type { Distribution } from '../mysql/distribution.ts';
import { describeInstallation } from './installation.ts';

/** This machine's own server; the PATH of an ordinary user leaves out Debian's place for servers. */
export function findLocalDistribution(): Promise<Distribution> {
  const describe = (command: string) =>
    describeInstallation({ command, install: 'mariadb-install-db', args: [], env: {} });
  return describe('mariadbd').catch(() => describe('/usr/sbin/mariadbd'));
}
