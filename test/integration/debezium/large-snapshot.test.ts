import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { countEvents } from '../../worker/read-events.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { capturedBinlog } from './captured-binlog.ts';
import type { CapturedDatabase } from './captured-database.ts';
import { capturedPostgres } from './captured-postgres.ts';
import { replay, tableDifferences, tableRows } from './replay.ts';

/** Rows of the snapshot; 1,000,000 is the size that counts, CI takes fewer to stay quick. */
const ROWS = Number(process.env.SNAPSHOT_TEST_ROWS ?? 50_000);
const RUNS = 5;
const TIMEOUT_MS = 600_000;
const MAX_MEMORY_MB = 256;

const { bootstrapServers } = inject('kafka');
let worker: WorkerProcess;
let database: CapturedDatabase;

beforeEach(async () => {
  worker = await startWorkerProcess(
    {
      'bootstrap.servers': bootstrapServers,
      'offset.flush.interval.ms': '200',
      'key.converter.schemas.enable': 'false',
      'value.converter.schemas.enable': 'false',
    },
    { nodeArgs: ['--max-old-space-size=128'] },
  );
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
  `a snapshot of ${ROWS} rows of $name over ${RUNS} runs and more, while they change`,
  ({ open }) => {
    it('rebuilds the table exactly, in little memory', { timeout: TIMEOUT_MS }, async () => {
      database = await open();
      const { config, namespace } = database;
      await database.createLarge(ROWS);
      const settings = config('snap', { 'snapshot.fetch.size': '5000' });
      const prefix = settings['topic.prefix'] ?? '';
      const count = () => countEvents(bootstrapServers, prefix);
      const stopWriting = database.keepWriting(ROWS);
      await worker.client.create('snap', settings);
      let peak = 0;
      for (let run = 1; run < RUNS; run += 1) {
        await waitFor('a share of the rows', async () => (await count()) > (run * ROWS) / (RUNS + 1), 180_000);
        peak = Math.max(peak, await worker.peakMemoryMb());
        // Half of the runs end in good order, the others do not.
        if (run % 2 === 0) await worker.stop();
        else await worker.kill();
        await worker.restart();
      }
      const isLast = async () => (await worker.log()).includes('The snapshot is complete');
      await waitFor('the snapshot to end', isLast, 300_000);
      peak = Math.max(peak, await worker.peakMemoryMb());
      await stopWriting();
      await database.query(`INSERT INTO big VALUES (0, 2000000000, 'the end', NULL)`);
      const signal = `${prefix}.${namespace}.big`;
      const { rows, events, stale, versions, reads } = await waitFor(
        'the end',
        async () => {
          const before = await count();
          await new Promise((resolve) => setTimeout(resolve, 1000));
          if (before !== (await count())) return undefined;
          const all = await replay(bootstrapServers, signal);
          return all.rows.has('{"id":0}') && all;
        },
        180_000,
      );
      expect(tableDifferences(await tableRows(database, 'big', ['id']), rows)).toEqual([]);
      expect(stale).toEqual([]);
      expect(versions.every((version, index) => index === 0 || version > (versions[index - 1] ?? 0))).toBe(true);
      console.info(`${reads} reads and ${versions.length} versions in ${events} records; peak memory ${peak} MB`);
      expect(peak).toBeLessThan(MAX_MEMORY_MB);
    });
  },
);
