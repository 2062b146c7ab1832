import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackDebianPackages } from '../debian-packages.ts';
import { runCommand } from '../run-command.ts';
import type { Python } from './python.ts';

/** Installs exactly what a file lists, from pip's own index, for the Python of a virtual environment that has no pip. */
export async function installWithPip(python: Python, target: string, requirements: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'connect-pip-'));
  try {
    const pip = await findPip(python, work);
    // The list is complete, so nothing is resolved: that saves half the time, and what is left out stays out.
    const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--no-warn-script-location'];
    await runCommand(target, [...pip, 'install', ...options, '--requirement', requirements]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Arguments for a Python that make it run pip: Python's own, or on a Debian without python3-pip the package's wheel. */
async function findPip(python: Python, work: string): Promise<readonly string[]> {
  const bundled =
    'import ensurepip, pathlib; print(*(pathlib.Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"))';
  const own = (await runCommand(python.command, ['-c', bundled]).catch(() => '')).trim();
  return [join(own === '' ? await fetchPipWheel(work) : own, 'pip')];
}

async function fetchPipWheel(work: string): Promise<string> {
  await unpackDebianPackages(['python3-pip-whl'], work);
  const files = await readdir(work, { recursive: true });
  const wheel = files.find((file) => /\/pip-[^/]*\.whl$/.test(file));
  if (wheel === undefined) throw new Error('no pip in the package python3-pip-whl');
  return join(work, wheel);
}
