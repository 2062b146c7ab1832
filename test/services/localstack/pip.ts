import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackDebianPackages } from '../debian-packages.ts';
import { runCommand } from '../run-command.ts';
import type { Python } from './python.ts';

// The list is complete, so nothing is resolved: that saves half the time, and what is left out stays out.
const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--no-warn-script-location'];

/** Installs exactly what a file lists, from pip's own index, for the Python of a virtual environment that has no pip. */
export async function installWithPip(python: Python, target: string, requirements: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'connect-pip-'));
  try {
    const wheel = await findPipWheel(python, work);
    // A wheel is a zip file, and Python runs a folder of one.
    await runCommand(target, [join(wheel, 'pip'), 'install', ...options, '--requirement', requirements]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Python's own; on Debian a package of its own, which a plain `python3` comes without. */
async function findPipWheel(python: Python, work: string): Promise<string> {
  const printBundled = 'import ensurepip; print(ensurepip.__path__[0])';
  const ensurepip = await runCommand(python.command, ['-c', printBundled]).catch(() => '');
  const places = [join(ensurepip.trim(), '_bundled'), '/usr/share/python-wheels'];
  const installed = (await Promise.all(places.map(pipWheelIn))).find((wheel) => wheel !== undefined);
  if (installed !== undefined) return installed;
  await unpackDebianPackages(['python3-pip-whl'], work);
  const fetched = await pipWheelIn(join(work, 'usr/share/python-wheels'));
  if (fetched === undefined) throw new Error('no pip; install one (apt-get install python3-venv)');
  return fetched;
}

async function pipWheelIn(directory: string): Promise<string | undefined> {
  const wheel = (await readdir(directory).catch(() => [])).find((file) => /^pip-.*\.whl$/.test(file));
  return wheel === undefined ? undefined : join(directory, wheel);
}
