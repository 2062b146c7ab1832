import { openSqliteStorage } from '../../../lib/storage/sqlite/sqlite-storage.ts';

/** Writes offset after offset, and prints each once it is acknowledged; sqlite-file.test.ts kills it. */
const storage = openSqliteStorage(process.argv[2] ?? '');
const now = Date.now();
const lease = await storage.statuses.acquireLease({
  connector: 'c',
  task: 0,
  owner: 'w#1',
  now,
  expiresAt: now + 60_000,
});
if (lease === undefined) throw new Error('The lease is taken');
for (let n = 1; ; n++) {
  await storage.offsets.put(lease, [{ partition: { p: 1 }, offset: { n } }]);
  // Waits until it is out, lest the loop never let go of what it printed.
  await new Promise((resolve) => process.stdout.write(`${n}\n`, resolve));
}
