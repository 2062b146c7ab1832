import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from '../cache.ts';
import { reportProgress } from '../progress.ts';
import { runCommand } from '../run-command.ts';
import { installWithPip } from './pip.ts';
import { findPython, type Python } from './python.ts';

export interface Installation {
  /** With its version: `LocalStack 4.14.0`. */
  readonly name: string;
  /** The Python that has it. */
  readonly python: string;
}

/** LocalStack in a virtual environment of the cache, with each of its dependencies at the version that was tested. */
export async function installLocalStack(): Promise<Installation> {
  const python = await findPython();
  const version = versionFor(python);
  const requirements = fileURLToPath(new URL(`requirements-${version}.txt`, import.meta.url));
  const digest = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const name = `localstack-${version}-python${python.major}.${python.minor}-${digest.slice(0, 8)}`;
  const directory = await cached(name, async (directory) => {
    reportProgress(`fetching LocalStack ${version} for Python ${python.major}.${python.minor} …`);
    await runCommand(python.command, ['-m', 'venv', '--without-pip', directory]);
    await installWithPip(python, join(directory, 'bin', 'python'), requirements);
  });
  return { name: `LocalStack ${version}`, python: join(directory, 'bin', 'python') };
}

/** 4.14.0 is the last one that asks for no account, and 4.9.2 the last one for a Python before 3.13. */
const versionFor = ({ minor }: Python): string => (minor >= 13 ? '4.14.0' : '4.9.2');
