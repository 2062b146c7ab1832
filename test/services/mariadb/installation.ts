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
  readonly env: Readonly<Record<string, string>>;
}

/** Makes sure that an installed server runs and can initialise data, and says how. */
export async function describeInstallation(installation: Installation): Promise<Distribution> {
  const { command, install, env } = installation;
  const version = await runCommand(command, ['--no-defaults', '--version'], { env });
  const args = ['--no-defaults', ...asCurrentUser, ...installation.args, '--innodb-log-file-size=8M'];
  const digest = createHash('sha256').update(version).digest('hex').slice(0, 8);
  const initialData = await cached(`mariadb-data-${digest}`, async (data) => {
    await runCommand(install, [...args, `--datadir=${data}`, '--skip-test-db'], { env });
  });
  return { name: 'MariaDB', command, args, env, initialData };
}
