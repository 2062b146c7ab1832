import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { service } from '../../../services/on-demand.ts';
import { countEvents } from '../../../worker/read-events.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../../worker/worker-process.ts';
import { createMixedWriter, type MixedWriter } from './mixed-writes.ts';
import { differencesOf, isIncreasing, replay } from './replay.ts';
import { createSourceCollections, type SourceCollections } from './source-collections.ts';

/** Documents of the snapshot; 1,000,000 is the size that counts, CI takes fewer to stay quick. */
const DOCUMENTS = Number(process.env.SNAPSHOT_TEST_ROWS ?? 60_000);
const RUNS = 5;
const TIMEOUT_MS = 900_000;
const MAX_MEMORY_MB = 256;

const { bootstrapServers } = inject('kafka');
const { url } = await service('mongodb');
let worker: WorkerProcess;
let source: SourceCollections;

beforeEach(async () => {
  source = await createSourceCollections(url);
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
  await source?.drop();
});

/** Changes documents all over the collection until told to end. */
const keepWriting = (writer: MixedWriter) => {
  let isOver = false;
  const writing = (async () => {
    while (!isOver) {
      await writer.write(40);
      // A pace that the connector keeps up with even where it shares one processor with everything else.
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  })();
  return async (): Promise<void> => {
    isOver = true;
    await writing;
  };
};

describe(`a snapshot of ${DOCUMENTS} documents over ${RUNS} runs and more, while they change`, () => {
  it('rebuilds the collection exactly, in little memory', { timeout: TIMEOUT_MS }, async () => {
    const writer = await createMixedWriter(source.db, 'big');
    await writer.fill(DOCUMENTS);
    const settings = source.config('snap', { 'capture.mode.full.update.type': 'post_image' });
    const prefix = settings['topic.prefix'] ?? '';
    const count = () => countEvents(bootstrapServers, prefix);
    const stopWriting = keepWriting(writer);
    await worker.client.create('snap', settings);
    let peak = 0;
    for (let run = 1; run < RUNS; run += 1) {
      await waitFor('a share of the documents', async () => (await count()) > (run * DOCUMENTS) / (RUNS + 1), 300_000);
      peak = Math.max(peak, await worker.peakMemoryMb());
      // Half of the runs end in good order, the others do not.
      if (run % 2 === 0) await worker.stop();
      else await worker.kill();
      await worker.restart();
    }
    const isLast = async () => (await worker.log()).includes('The snapshot is complete');
    await waitFor('the snapshot to end', isLast, 600_000);
    peak = Math.max(peak, await worker.peakMemoryMb());
    await stopWriting();
    const topic = `${prefix}.${source.name}.big`;
    await waitFor(
      'the end',
      async () => {
        const { documents } = await replay(bootstrapServers, topic);
        const differences = await differencesOf(source.db, 'big', documents);
        if (differences.length > 0) throw new Error(differences.join('\n'));
        return true;
      },
      180_000,
    );
    const { versions, stale, reads, events } = await replay(bootstrapServers, topic);
    expect(stale).toEqual([]);
    expect(isIncreasing(versions)).toBe(true);
    console.info(`${reads} reads and ${versions.length} versions in ${events} records; peak memory ${peak} MB`);
    expect(peak).toBeLessThan(MAX_MEMORY_MB);
  });
});
