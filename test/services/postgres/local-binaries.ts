import { access, constants, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The directory with this machine's own `postgres` and `initdb`. */
export async function findLocalBinaries(): Promise<string> {
  // Debian keeps them out of the PATH, a directory for each version.
  const debian = '/usr/lib/postgresql';
  const versions = await readdir(debian).catch(() => []);
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debian, version, 'bin'));
  for (const directory of [...(process.env.PATH ?? '').split(delimiter), ...newestFirst]) {
    if ((await isExecutable(join(directory, 'postgres'))) && (await isExecutable(join(directory, 'initdb')))) {
      return directory;
    }
  }
  throw new Error(`no \`postgres\` and \`initdb\` on the PATH or in ${debian}`);
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
