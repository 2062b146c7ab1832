import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { createOwnTables, credentials, tableProperties } from '../../worker/dynamodb-tables.ts';
import { createNumbersSource } from '../../worker/numbers-source.ts';
import { countRecords } from '../../worker/read-topic.ts';
import {
  startWorkerProcess,
  type WorkerProcess,
  type WorkerProcessOptions,
  waitFor,
} from '../../worker/worker-process.ts';

/** What these tests move, and how often they kill; 200,000 and 100 are the sizes that count, CI takes fewer to stay quick. */
const ROWS = Number(process.env.EXACTLY_ONCE_ROWS ?? 20_000);
const KILLS = Number(process.env.EXACTLY_ONCE_KILLS ?? 6);
const SEGMENT = Math.ceil(ROWS / (KILLS + 1));
const TIMEOUT_MS = 60_000 + 20_000 * KILLS;

const { bootstrapServers } = inject('kafka');
let worker: WorkerProcess | undefined;

afterEach(async () => {
  await worker?.remove();
  worker = undefined;
});

/** A worker whose tables are in DynamoDB. */
const start = async ({ env, ...options }: WorkerProcessOptions = {}): Promise<WorkerProcess> => {
  const dynamodb = inject('dynamodb');
  const tables = tableProperties(dynamodb, await createOwnTables(dynamodb));
  const properties = { 'bootstrap.servers': bootstrapServers, 'group.id': 'exactly-once', ...tables };
  worker = await startWorkerProcess(properties, { ...options, env: { ...credentials(dynamodb), ...env } });
  return worker;
};

const EXACTLY_ONCE = { 'delivery.guarantee': 'exactly_once' };

/** Counts the log itself, in which aborted records and the marks of transactions stay. */
const logLength = (topic: string): Promise<number> => countRecords(bootstrapServers, topic);

/** Kills the worker in the middle of each segment of rows, at a random moment after it began to move. */
const moveThroughKills = async (source: Awaited<ReturnType<typeof createNumbersSource>>): Promise<WorkerProcess> => {
  const running = await start();
  await running.client.create(source.name, source.config(EXACTLY_ONCE));
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = await logLength(source.topic);
    await source.insert(kill * SEGMENT + 1, (kill + 1) * SEGMENT);
    await waitFor('records to move', async () => (await logLength(source.topic)) > before);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
    await running.kill();
    await running.restart();
  }
  await source.insert(KILLS * SEGMENT + 1, ROWS);
  return running;
};

/** Waits until the connector has stored that it read the last row. */
const untilRead = (running: WorkerProcess, name: string, last: number, onLook: () => Promise<void> = async () => {}) =>
  waitFor(
    'the last row',
    async () => {
      await onLook();
      const { body } = await running.client.call('GET', `/connectors/${name}/offsets`);
      return JSON.stringify(body).includes(`"incrementing":${last}}`);
    },
    120_000,
  );

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('an exactly-once source', () => {
  it(`killed ${KILLS} times while it copies ${ROWS} rows misses and repeats none`, {
    timeout: TIMEOUT_MS,
  }, async () => {
    const source = await createNumbersSource(inject('postgres'));
    await untilRead(await moveThroughKills(source), source.name, ROWS);
    const ids = await source.committedIdsIn(bootstrapServers);
    console.info(
      `exactly-once: ${ROWS} rows, ${KILLS} kills, log of ${await logLength(source.topic)}, seen ${ids.length}`,
    );
    expect(ids).toEqual(numbers(ROWS));
    await source.end();
  });

  for (const when of ['before', 'after'])
    it(`killed right ${when} Kafka commits misses and repeats none`, { timeout: TIMEOUT_MS }, async () => {
      const source = await createNumbersSource(inject('postgres'));
      const preload = fileURLToPath(new URL('../../worker/die-at-end-transaction.ts', import.meta.url));
      // A transaction does not grow beyond 2,000 records while more are waiting, so there are two at least.
      const rows = 3000;
      const env = { KILL_AT: '2', KILL_WHEN: when };
      const running = await start({ nodeArgs: ['--import', 'tsx', '--import', preload], env });
      await running.client.create(source.name, source.config({ ...EXACTLY_ONCE, 'batch.max.rows': '50' }));
      await source.insert(1, rows);
      let deaths = 0;
      await untilRead(running, source.name, rows, async () => {
        if (!running.hasEnded()) return;
        deaths += 1;
        await running.restart();
      });
      const ids = await source.committedIdsIn(bootstrapServers);
      expect(deaths).toBeGreaterThan(0);
      expect(ids).toEqual(numbers(rows));
      await source.end();
    });
});
