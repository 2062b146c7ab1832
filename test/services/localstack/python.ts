import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../run-command.ts';

export interface Python {
  readonly command: string;
  readonly major: number;
  readonly minor: number;
}

/**
 * The Python to run LocalStack with: 3.13, which its last free version needs, else what `python3` is.
 * TEST_LOCALSTACK_PYTHON names another one.
 */
export async function findPython(): Promise<Python> {
  const given = process.env.TEST_LOCALSTACK_PYTHON;
  if (given !== undefined) return describePython(given);
  for (const command of ['python3.13', ...(await pyenvPythons()), 'python3']) {
    const python = await describePython(command).catch(() => undefined);
    if (python !== undefined && python.minor >= 11) return python;
  }
  throw new Error('no Python 3.11 or newer; install one (apt-get install python3)');
}

/** A Python that pyenv has, but whose command it answers with the advice to choose it. */
async function pyenvPythons(): Promise<readonly string[]> {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  const names = await readdir(versions).catch(() => []);
  return names.filter((name) => name.startsWith('3.13.')).map((name) => join(versions, name, 'bin', 'python3.13'));
}

async function describePython(command: string): Promise<Python> {
  const version = await runCommand(command, ['-c', 'import sys; print(*sys.version_info[:2])']);
  const [major = 0, minor = 0] = version.trim().split(' ').map(Number);
  if (major !== 3) throw new Error(`${command} is Python ${major}`);
  return { command, major, minor };
}
