import { afterEach, describe, expect, inject, it } from 'vitest';
import { createNumbersSource } from '../../worker/numbers-source.ts';
import { countRecords } from '../../worker/read-topic.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';

/** Rows that the kill tests move; 100,000 is the size that counts, CI takes fewer to stay quick. */
const ROWS = Number(process.env.KILL_TEST_ROWS ?? 20_000);
const KILLS = 10;
const SEGMENT = Math.ceil(ROWS / (KILLS + 1));
const TIMEOUT_MS = 300_000;

const { bootstrapServers } = inject('kafka');
let worker: WorkerProcess | undefined;

afterEach(async () => {
  await worker?.remove();
  worker = undefined;
});

/** Kills the worker in the middle of each segment of rows, at a random moment after it began to move. */
const moveThroughKills = async (
  running: WorkerProcess,
  topic: string,
  insert: (from: number, to: number) => Promise<unknown>,
): Promise<void> => {
  const count = () => countRecords(bootstrapServers, topic);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = await count();
    await insert(kill * SEGMENT + 1, (kill + 1) * SEGMENT);
    await waitFor('records to move', async () => (await count()) > before);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    await running.kill();
    await running.restart();
  }
  await insert(KILLS * SEGMENT + 1, ROWS);
};

describe(`a source killed ${KILLS} times while it copies ${ROWS} rows`, () => {
  it('loses no row under at-least-once', { timeout: TIMEOUT_MS }, async () => {
    const { name, topic, insert, config, idsIn, end } = await createNumbersSource(inject('postgres'));
    worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
    await worker.client.create(name, config({ 'delivery.guarantee': 'at_least_once' }));
    await moveThroughKills(worker, topic, insert);
    const ids = await waitFor('all rows', async () => {
      const all = await idsIn(bootstrapServers);
      return new Set(all).size === ROWS && all;
    });
    console.info(`at-least-once: ${ROWS} rows, ${KILLS} kills, ${ids.length - ROWS} repeated`);
    expect(Math.max(...new Set(ids))).toBe(ROWS);
    // What exactly-once is for (exactly-once.test.ts kills in the same way, and sees none).
    expect(ids.length).toBeGreaterThan(ROWS);
    await end();
  });

  it('repeats no row under at-most-once', { timeout: TIMEOUT_MS }, async () => {
    const { name, topic, insert, config, idsIn, end } = await createNumbersSource(inject('postgres'));
    worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
    await worker.client.create(name, config({ 'delivery.guarantee': 'at_most_once' }));
    await moveThroughKills(worker, topic, insert);
    await waitFor('the last row', async () => (await idsIn(bootstrapServers)).includes(ROWS));
    const ids = await idsIn(bootstrapServers);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted((a, b) => a - b)).toEqual(ids);
    console.info(`at-most-once: ${ROWS} rows, ${KILLS} kills, ${ROWS - ids.length} left out`);
    await end();
  });
});
