import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';

/**
 * Unpacks a package of this Debian or Ubuntu to a directory. Nothing is installed and root is not needed, because apt
 * works on lists of its own.
 */
export async function unpackDebianPackage(name: string, directory: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'connect-apt-'));
  try {
    await download(name, work);
    const [file = name] = (await readdir(work)).filter((entry) => entry.endsWith('.deb'));
    await runCommand('dpkg-deb', ['-x', join(work, file), directory]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function download(name: string, work: string): Promise<void> {
  const lists = join(work, 'lists');
  const cache = join(work, 'cache');
  await Promise.all([join(lists, 'partial'), join(cache, 'archives', 'partial')].map(mkdirs));
  const own = [`Dir::State::lists=${lists}`, `Dir::Cache=${cache}`, 'APT::Sandbox::User=root'];
  const apt = (...args: string[]) =>
    runCommand('apt-get', [...own.flatMap((option) => ['-o', option]), ...args], { cwd: work });
  await apt('update');
  await apt('download', name);
}

const mkdirs = (path: string) => mkdir(path, { recursive: true });
