import { createHash } from 'node:crypto';
import { cached } from '../cache.ts';
import { asCurrentUser, type Distribution } from '../mysql/distribution.ts';
import { runCommand } from '../run-command.ts';

export interface Installation {
  /** `mariadbd` */
  readonly command: string;
  /** `mariadb-install-db` */
  readonly install: string;
  readonly args: readonly string[];
}

/** Makes sure that an installed server runs, and says how. */
export async function describeInstallation({ command, install, args }: Installation): Promise<Distribution> {
  const version = await runCommand(command, ['--no-defaults', '--version']);
  const all = ['--no-defaults', ...asCurrentUser, ...args];
  const digest = createHash('sha256').update(version).digest('hex').slice(0, 8);
  const initialData = () =>
    cached(`mariadb-data-${digest}`, async (data) => {
      await runCommand(install, [...all, `--datadir=${data}`, '--skip-test-db', '--innodb-log-file-size=8M']);
    });
  return { name: 'MariaDB', command, args: [...all, '--innodb-log-file-size=8M'], env: {}, initialData };
}
