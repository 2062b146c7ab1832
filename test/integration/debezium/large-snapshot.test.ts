import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { WorkerProcess } from '../../worker/worker-process.ts';
import {
  MAX_MEMORY_MB,
  RUNS,
  readOverRuns,
  SNAPSHOT_ROWS,
  SNAPSHOT_TIMEOUT_MS,
  startSmallWorker,
  WAIT_MS,
} from './bounded-runs.ts';
import { capturedBinlog } from './captured-binlog.ts';
import type { CapturedDatabase } from './captured-database.ts';
import { capturedPostgres } from './captured-postgres.ts';
import { onceQuiet } from './once-quiet.ts';
import { replay, tableDifferences, tableRows } from './replay.ts';

const { bootstrapServers } = inject('kafka');
let worker: WorkerProcess;
let database: CapturedDatabase;

beforeEach(async () => {
  worker = await startSmallWorker(bootstrapServers);
});
afterEach(async () => {
  await worker?.remove();
  await database?.drop();
});

const DATABASES = [
  { name: 'PostgreSQL', open: () => capturedPostgres(inject('postgres')) },
  { name: 'MySQL', open: () => capturedBinlog(inject('mysql'), 'mysql') },
  { name: 'MariaDB', open: () => capturedBinlog(inject('mariadb'), 'mariadb') },
];

describe.each(DATABASES)(
  `a snapshot of ${SNAPSHOT_ROWS} rows of $name over ${RUNS} runs and more, while they change`,
  ({ open }) => {
    it('rebuilds the table exactly, in little memory', { timeout: SNAPSHOT_TIMEOUT_MS }, async () => {
      database = await open();
      const { config, namespace } = database;
      await database.createLarge(SNAPSHOT_ROWS);
      const settings = config('snap', { 'snapshot.fetch.size': '5000' });
      const prefix = settings['topic.prefix'] ?? '';
      const stopWriting = database.keepWriting(SNAPSHOT_ROWS);
      const begin = Date.now();
      await worker.client.create('snap', settings);
      const peaks = await readOverRuns(worker, bootstrapServers, prefix);
      const seconds = Math.round((Date.now() - begin) / 1000);
      await stopWriting();
      await database.query(`INSERT INTO big VALUES (0, 2000000000, 'the end', NULL)`);
      const { rows, events, stale, versions, reads } = await onceQuiet('the end', bootstrapServers, prefix, {
        timeoutMs: WAIT_MS,
        look: async () => {
          const all = await replay(bootstrapServers, `${prefix}.${namespace}.big`);
          return all.rows.has('{"id":0}') && all;
        },
      });
      expect(tableDifferences(await tableRows(database, 'big', ['id']), rows)).toEqual([]);
      expect(stale).toEqual([]);
      expect(versions.every((version, index) => index === 0 || version > (versions[index - 1] ?? 0))).toBe(true);
      console.info(
        `${reads} reads and ${versions.length} versions in ${events} records, in ${seconds} s; peak memory of runs ${peaks.join(', ')} MB`,
      );
      expect(Math.max(...peaks)).toBeLessThan(MAX_MEMORY_MB);
    });
  },
);
