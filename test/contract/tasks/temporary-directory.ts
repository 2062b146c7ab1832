import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory of one test, and how to remove it. */
export const temporaryDirectory = async () => {
  const path = await mkdtemp(join(tmpdir(), 'contract-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
};
