import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from './cache.ts';
import { installWithPip } from './localstack/pip.ts';
import { findPython } from './localstack/python.ts';
import { reportProgress } from './progress.ts';
import { runCommand } from './run-command.ts';

const file = (name: string) => fileURLToPath(new URL(`file-readers/${name}`, import.meta.url));

/** A Python that has other people's readers of Avro (fastavro) and Parquet (pyarrow), in a virtual environment of the cache. */
const installReaders = async (): Promise<string> => {
  const python = await findPython();
  const digest = createHash('sha256')
    .update(await readFile(file('requirements.txt')))
    .digest('hex');
  const directory = await cached(
    `file-readers-python${python.major}.${python.minor}-${digest.slice(0, 8)}`,
    async (path) => {
      reportProgress('fetching pyarrow and fastavro …');
      await runCommand(python.command, ['-m', 'venv', '--without-pip', path]);
      await installWithPip(python, join(path, 'bin', 'python'), file('requirements.txt'));
    },
  );
  return join(directory, 'bin', 'python');
};

export interface FileFacts {
  readonly file: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  /** Of the CRC-32s of all records, `<id>:<text>` each. */
  readonly checksum: number;
}

/** What the files of a directory hold, read by libraries that this project has nothing to do with. */
export const readFiles = async (directory: string): Promise<readonly FileFacts[]> => {
  const output = await runCommand(await installReaders(), [file('read_files.py'), directory]);
  return JSON.parse(output);
};

/** Writes a Parquet file of three rows by pyarrow, of types and layouts that this project does not write. */
export const writeForeignParquet = async (path: string): Promise<void> => {
  await runCommand(await installReaders(), [file('write_parquet.py'), path]);
};

export interface FileRows {
  /** Avro's schema, or the types of Parquet's columns as pyarrow has them. */
  readonly schema: unknown;
  readonly codec: string;
  readonly rows: readonly unknown[];
}

/** The rows of a file, whose name says of which format it is. */
export const readRows = async (path: string): Promise<FileRows> => {
  const output = await runCommand(await installReaders(), [file('print_rows.py'), path]);
  return JSON.parse(output);
};
