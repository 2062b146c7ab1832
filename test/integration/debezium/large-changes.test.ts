import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { countEvents } from '../../worker/read-events.ts';
import { type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { MAX_MEMORY_MB, startSmallWorker } from './bounded-runs.ts';
import { capturedBinlog } from './captured-binlog.ts';
import type { CapturedDatabase } from './captured-database.ts';
import { capturedPostgres } from './captured-postgres.ts';

/** Together more than the worker may hold. */
const CHANGES = 3000;
const CHANGE_BYTES = 60_000;

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
];

describe.each(DATABASES)(`${CHANGES} changes of $name, of ${CHANGE_BYTES} bytes each`, ({ open }) => {
  it('are told in little memory when they have piled up', { timeout: 300_000 }, async () => {
    database = await open();
    await database.createLarge(1);
    const settings = database.config('wide');
    const count = () => countEvents(bootstrapServers, settings['topic.prefix'] ?? '');
    await worker.client.create('wide', settings);
    await waitFor('the first row', async () => (await count()) === 1);
    await worker.stop();
    for (let id = 2; id <= CHANGES; id += 1)
      await database.query(`INSERT INTO big VALUES (${id}, ${id}, repeat('x', ${CHANGE_BYTES}), NULL)`);
    await worker.restart();
    await waitFor('all changes', async () => (await count()) === CHANGES, 180_000);
    const peak = await worker.peakMemoryMb();
    console.info(`${(CHANGES * CHANGE_BYTES) / 1e6} MB of changes; peak memory ${peak} MB`);
    expect(peak).toBeLessThan(MAX_MEMORY_MB);
  });
});
