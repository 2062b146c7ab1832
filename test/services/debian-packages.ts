import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';

/**
 * Unpacks packages of this Debian or Ubuntu, with what they need that is not installed, to a directory. Nothing is
 * installed and root is not needed, because apt works on lists of its own and only downloads.
 */
export async function unpackDebianPackages(names: readonly string[], directory: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'connect-apt-'));
  try {
    for (const file of await download(names, work)) await runCommand('dpkg-deb', ['-x', file, directory]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function download(names: readonly string[], work: string): Promise<readonly string[]> {
  const lists = join(work, 'lists');
  const archives = join(work, 'cache', 'archives');
  await Promise.all([lists, archives].map((path) => mkdir(join(path, 'partial'), { recursive: true })));
  const own = [`Dir::State::lists=${lists}`, `Dir::Cache=${join(work, 'cache')}`];
  const options = [...own, 'APT::Sandbox::User=root', 'Debug::NoLocking=true'].flatMap((option) => ['-o', option]);
  await runCommand('apt-get', [...options, 'update']);
  await runCommand('apt-get', [...options, 'install', '--yes', '--download-only', '--no-install-recommends', ...names]);
  const files = await readdir(archives);
  return files.filter((file) => file.endsWith('.deb')).map((file) => join(archives, file));
}
