import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Libsql from 'libsql';
import { afterAll, expect, it } from 'vitest';
import { ConfigError, RetriableError } from '../../../lib/connect/errors.ts';
import { openSqliteStorage } from '../../../lib/storage/sqlite/sqlite-storage.ts';

const directory = mkdtempSync(join(tmpdir(), 'connect-sqlite-'));
afterAll(() => rmSync(directory, { recursive: true }));

it('loses no acknowledged offset to SIGKILL', { timeout: 30_000 }, async () => {
  const path = join(directory, 'killed.db');
  const writer = fileURLToPath(new URL('write-offsets.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', writer, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let acknowledged = 0;
  for await (const line of createInterface(child.stdout)) {
    acknowledged = Number(line);
    if (acknowledged === 200) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');

  const storage = openSqliteStorage(path);
  const [offset] = await storage.offsets.get('c', [{ p: 1 }]);
  expect(offset?.n).toBeGreaterThanOrEqual(acknowledged);
  expect(await storage.statuses.leases('c')).toMatchObject([{ epoch: 1 }]);
  await storage.close();
});

it('refuses a file of a newer version', () => {
  const path = join(directory, 'newer.db');
  const connection = new Libsql(path);
  connection.exec('PRAGMA user_version = 99');
  connection.close();
  expect(() => openSqliteStorage(path)).toThrow(/newer\.db.*it has schema 99/);
});

it('refuses what it cannot open', () => {
  const noDatabase = join(directory, 'text.db');
  writeFileSync(noDatabase, 'no database, but long enough for a header. '.repeat(100));
  for (const path of [noDatabase, join(directory, 'absent', 'a.db')]) {
    expect(() => openSqliteStorage(path)).toThrow(ConfigError);
    expect(() => openSqliteStorage(path)).toThrow(path);
  }
});

it('is retriable while another connection locks the file', async () => {
  const path = join(directory, 'locked.db');
  const storage = openSqliteStorage(path);
  const tool = new Libsql(path);
  tool.exec('BEGIN IMMEDIATE');
  const put = () => storage.configs.putConnectorConfig('c', {}, { expectedVersion: 0 });
  await expect(put()).rejects.toBeInstanceOf(RetriableError);
  tool.exec('ROLLBACK');
  await put();
  tool.close();
  await storage.close();
});

it('sees what another connection writes', async () => {
  const path = join(directory, 'shared.db');
  const [one, other] = [openSqliteStorage(path), openSqliteStorage(path)];
  await one.offsets.alter('c', [{ partition: {}, offset: { n: 1 } }]);
  expect(await other.offsets.get('c', [{}])).toStrictEqual([{ n: 1 }]);
  await other.offsets.alter('c', [{ partition: {}, offset: { n: 2 } }]);
  expect(await one.offsets.get('c', [{}])).toStrictEqual([{ n: 2 }]);
  await one.close();
  await other.close();
});
