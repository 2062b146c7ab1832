import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from '../cache.ts';
import { unpackDebianPackages } from '../debian-packages.ts';
import { reportProgress } from '../progress.ts';
import { runCommand } from '../run-command.ts';

/**
 * The environment in which that MySQL server finds libaio.so.1, which many machines lack, and which Debian since 13 and
 * Ubuntu since 24.04 call libaio.so.1t64.
 */
export async function findLibaio(command: string): Promise<Readonly<Record<string, string>>> {
  if (await runs(command, {})) return {};
  const env = { LD_LIBRARY_PATH: await cached('libaio', fetchLibaio) };
  if (await runs(command, env)) return env;
  throw new Error('the server does not run, even with libaio; install the libraries that `ldd` shows as missing');
}

function runs(command: string, env: Readonly<Record<string, string>>): Promise<boolean> {
  return runCommand(command, ['--no-defaults', '--version'], { env }).then(
    () => true,
    () => false,
  );
}

async function fetchLibaio(directory: string): Promise<void> {
  reportProgress('fetching libaio …');
  await unpackDebianPackages(['libaio1'], directory).catch(() => unpackDebianPackages(['libaio1t64'], directory));
  const files = await readdir(directory, { recursive: true });
  const library = files.find((file) => /libaio\.so\.1(t64)?$/.test(file));
  if (library === undefined) throw new Error('no libaio.so.1 in the package of libaio');
  await symlink(library, join(directory, 'libaio.so.1'));
}
