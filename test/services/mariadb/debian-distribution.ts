import { join } from 'node:path';
import { cached } from '../cache.ts';
import { unpackDebianPackages } from '../debian-packages.ts';
import type { Distribution } from '../mysql/distribution.ts';
import { sharedLibraryPath } from '../mysql/shared-libraries.ts';
import { reportProgress } from '../progress.ts';
import { describeInstallation } from './installation.ts';

/** The server in Debian's or Ubuntu's own packages, which are unpacked and not installed. */
export async function fetchDebianDistribution(): Promise<Distribution> {
  const root = await cached('mariadb-debian', (directory) => {
    reportProgress('fetching MariaDB by apt-get …');
    return unpackDebianPackages(['mariadb-server-core', 'mariadb-client-core'], directory);
  });
  const base = join(root, 'usr');
  return describeInstallation({
    command: join(base, 'sbin', 'mariadbd'),
    install: join(base, 'bin', 'mariadb-install-db'),
    args: [`--basedir=${base}`, `--lc-messages-dir=${join(base, 'share', 'mysql')}`],
    env: await sharedLibraryPath(root),
  });
}
