import { expect } from 'vitest';
import { countEvents } from '../../worker/read-events.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';

/** Rows of a large snapshot; 1,000,000 is the size that counts, CI takes fewer to stay quick. */
export const SNAPSHOT_ROWS = Number(process.env.SNAPSHOT_TEST_ROWS ?? 50_000);
export const RUNS = 5;
/** No promise: a busy machine needs long. */
export const SNAPSHOT_TIMEOUT_MS = 600_000 + 3 * SNAPSHOT_ROWS;
export const WAIT_MS = 180_000 + 2 * SNAPSHOT_ROWS;
/** Looking costs the machine that does the work. */
const LOOK_EVERY_MS = Math.max(50, SNAPSHOT_ROWS / 2000);
export const MAX_MEMORY_MB = 256;

/** A worker as small as a function: what does not fit fails. */
export const startSmallWorker = (bootstrapServers: string): Promise<WorkerProcess> =>
  startWorkerProcess(
    {
      'bootstrap.servers': bootstrapServers,
      'offset.flush.interval.ms': '200',
      'key.converter.schemas.enable': 'false',
      'value.converter.schemas.enable': 'false',
    },
    { nodeArgs: ['--max-old-space-size=128'] },
  );

const isComplete = async (worker: WorkerProcess): Promise<boolean> =>
  (await worker.log()).includes('The snapshot is complete');

/**
 * Ends the worker again and again while it reads a snapshot into the topics with this prefix, until the snapshot is complete.
 *
 * @returns the most memory that each run has held, in megabytes.
 */
export const readOverRuns = async (
  worker: WorkerProcess,
  bootstrapServers: string,
  prefix: string,
): Promise<readonly number[]> => {
  const count = () => countEvents(bootstrapServers, prefix);
  const peaks: number[] = [];
  for (let run = 1; run < RUNS; run += 1) {
    const share = (run * SNAPSHOT_ROWS) / (RUNS + 1);
    await waitFor('a share of the rows', async () => (await count()) > share, WAIT_MS, LOOK_EVERY_MS);
    peaks.push(await worker.peakMemoryMb());
    // Half of the runs end in good order, the others do not.
    if (run % 2 === 0) await worker.stop();
    else await worker.kill();
    expect(await isComplete(worker)).toBe(false);
    await worker.restart();
  }
  await waitFor('the snapshot to end', () => isComplete(worker), WAIT_MS, LOOK_EVERY_MS);
  return [...peaks, await worker.peakMemoryMb()];
};
