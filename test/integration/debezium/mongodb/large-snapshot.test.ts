import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { service } from '../../../services/on-demand.ts';
import type { WorkerProcess } from '../../../worker/worker-process.ts';
import {
  MAX_MEMORY_MB,
  RUNS,
  readOverRuns,
  SNAPSHOT_ROWS,
  SNAPSHOT_TIMEOUT_MS,
  startSmallWorker,
  WAIT_MS,
} from '../bounded-runs.ts';
import { repeated } from '../captured-database.ts';
import { onceQuiet } from '../once-quiet.ts';
import { createMixedWriter } from './mixed-writes.ts';
import { differencesOf, isIncreasing, replay } from './replay.ts';
import { createSourceCollections, type SourceCollections } from './source-collections.ts';

const { bootstrapServers } = inject('kafka');
const { url } = await service('mongodb');
let worker: WorkerProcess;
let source: SourceCollections;

beforeEach(async () => {
  source = await createSourceCollections(url);
  worker = await startSmallWorker(bootstrapServers);
});
afterEach(async () => {
  await worker?.remove();
  await source?.drop();
});

describe(`a snapshot of ${SNAPSHOT_ROWS} documents over ${RUNS} runs and more, while they change`, () => {
  it('rebuilds the collection exactly, in little memory', { timeout: SNAPSHOT_TIMEOUT_MS }, async () => {
    const writer = await createMixedWriter(source.db, 'big');
    await writer.fill(SNAPSHOT_ROWS);
    const settings = source.config('snap', { 'capture.mode.full.update.type': 'post_image' });
    const prefix = settings['topic.prefix'] ?? '';
    const topic = `${prefix}.${source.name}.big`;
    const stopWriting = repeated(
      async () => {
        await writer.write(40);
        // A pace that the connector keeps up with even where it shares one processor with everything else.
        await new Promise((resolve) => setTimeout(resolve, 25));
      },
      async () => {},
    );
    const begin = Date.now();
    await worker.client.create('snap', settings);
    const peaks = await readOverRuns(worker, bootstrapServers, prefix);
    const seconds = Math.round((Date.now() - begin) / 1000);
    await stopWriting();
    await writer.writeLast();
    const { documents, versions, stale, reads, events } = await onceQuiet('the end', bootstrapServers, prefix, {
      timeoutMs: WAIT_MS,
      look: async () => {
        const all = await replay(bootstrapServers, topic);
        return all.documents.has(0) && all;
      },
    });
    expect(await differencesOf(source.db, 'big', documents)).toEqual([]);
    expect(stale).toEqual([]);
    expect(isIncreasing(versions)).toBe(true);
    console.info(
      `${reads} reads and ${versions.length} versions in ${events} records, in ${seconds} s; peak memory of runs ${peaks.join(', ')} MB`,
    );
    expect(Math.max(...peaks)).toBeLessThan(MAX_MEMORY_MB);
  });
});
