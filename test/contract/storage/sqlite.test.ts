import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openSqliteStorage } from '../../../lib/storage/sqlite/sqlite-storage.ts';
import { storageContract } from './storage-contract.ts';

const directory = mkdtempSync(join(tmpdir(), 'connect-sqlite-'));
afterAll(() => rmSync(directory, { recursive: true }));

let files = 0;
storageContract('SQLite', async () => {
  const path = join(directory, `${++files}.db`);
  const storage = openSqliteStorage(path);
  const reopen = async () => {
    await storage.close();
    return openSqliteStorage(path);
  };
  return { storage, reopen };
});
