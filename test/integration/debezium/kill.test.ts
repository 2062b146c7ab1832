import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { countEvents } from '../../worker/read-events.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { capturedBinlog } from './captured-binlog.ts';
import type { CapturedDatabase } from './captured-database.ts';
import { capturedPostgres } from './captured-postgres.ts';
import { CHANGES, IS_FULL_SIZE, KILLS, SEGMENT } from './kill-size.ts';
import { onceQuiet } from './once-quiet.ts';
import { type Replay, replay, replayCommitted, tableDifferences, tableRows } from './replay.ts';

const TIMEOUT_MS = 300_000 + 60_000 * KILLS;

const { bootstrapServers } = inject('kafka');
let worker: WorkerProcess;
let database: CapturedDatabase;

beforeEach(async () => {
  worker = await startWorkerProcess({
    'bootstrap.servers': bootstrapServers,
    'group.id': 'debezium-kill',
    'offset.flush.interval.ms': '200',
    'key.converter.schemas.enable': 'false',
    'value.converter.schemas.enable': 'false',
  });
});
afterEach(async () => {
  await worker?.remove();
  await database?.drop();
});

const isIncreasing = (numbers: readonly number[]): boolean =>
  numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));

interface Replays {
  readonly items: Replay;
  readonly pairs: Replay;
}

/** Kills the worker in the midst of changes, again and again. */
const moveThroughKills = async (more: RawConfig): Promise<string> => {
  const { namespace, config } = database;
  await database.createMixed();
  const settings = config('kill', { 'table.include.list': `${namespace}.items,${namespace}.pairs`, ...more });
  const prefix = settings['topic.prefix'] ?? '';
  const count = () => countEvents(bootstrapServers, prefix);
  await worker.client.create('kill', settings);
  // Changes before that are part of the snapshot: not each of their versions is told.
  await waitFor('the first offset', async () => {
    const { body } = await worker.client.call('GET', '/connectors/kill/offsets');
    return JSON.stringify(body).includes(`"server":"${prefix}"`);
  });
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = await count();
    const writing = database.writeMixed(kill * SEGMENT + 1, (kill + 1) * SEGMENT);
    await waitFor('records to move', async () => (await count()) > before);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
    await worker.kill();
    await writing;
    await worker.restart();
  }
  await database.writeMixed(KILLS * SEGMENT + 1, CHANGES);
  await database.writeLast('the end');
  return `${prefix}.${namespace}`;
};

const untilEnd = <R extends Replays>(tables: string, read: () => Promise<R>): Promise<R> => {
  const look = async (): Promise<R | false> => {
    const all = await read();
    return all.items.rows.has('{"id":0}') && all;
  };
  return onceQuiet('the end', bootstrapServers, tables, { look, timeoutMs: 240_000 });
};

const expectAll = async ({ items, pairs }: Replays): Promise<void> => {
  expect(tableDifferences(await tableRows(database, 'items', ['id']), items.rows)).toEqual([]);
  expect(tableDifferences(await tableRows(database, 'pairs', ['b', 'a']), pairs.rows)).toEqual([]);
  expect([isIncreasing(items.versions), isIncreasing(pairs.versions)]).toEqual([true, true]);
  expect([...items.stale, ...pairs.stale]).toEqual([]);
  const history = await database.query<{ version: number }>('SELECT version FROM history');
  const told = new Set([...items.versions, ...pairs.versions]);
  expect(history.filter(({ version }) => !told.has(version)).slice(0, 10)).toEqual([]);
  console.info(
    `${CHANGES} changes, ${KILLS} kills: ${items.events + pairs.events} records, ${told.size} versions, each of ${history.length} there, ${items.repeated + pairs.repeated} repeated`,
  );
};

const DATABASES = [
  { name: 'PostgreSQL', open: () => capturedPostgres(inject('postgres')) },
  { name: 'MySQL', open: () => capturedBinlog(inject('mysql'), 'mysql') },
  { name: 'MariaDB', open: () => capturedBinlog(inject('mariadb'), 'mariadb') },
];

describe.each(DATABASES)(`Debezium's source for $name, killed ${KILLS} times during ${CHANGES} changes`, ({ open }) => {
  it('rebuilds every table, in order and with nothing missing', { timeout: TIMEOUT_MS }, async () => {
    database = await open();
    const tables = await moveThroughKills({});
    await expectAll(
      await untilEnd(tables, async () => ({
        items: await replay(bootstrapServers, `${tables}.items`),
        pairs: await replay(bootstrapServers, `${tables}.pairs`),
      })),
    );
  });
});

// It is the runtime that makes it so: at CI's size one database shows it.
const EXACTLY_ONCE = DATABASES.filter(({ name }) => IS_FULL_SIZE || name === 'MySQL');

describe.each(EXACTLY_ONCE)(
  `Debezium's source for $name, exactly once, killed ${KILLS} times during ${CHANGES} changes`,
  ({ open }) => {
    it('tells every change once', { timeout: TIMEOUT_MS }, async () => {
      database = await open();
      const tables = await moveThroughKills({ 'delivery.guarantee': 'exactly_once' });
      const all = await untilEnd(tables, async () => ({
        items: await replayCommitted(bootstrapServers, `${tables}.items`, ['id']),
        pairs: await replayCommitted(bootstrapServers, `${tables}.pairs`, ['b', 'a']),
      }));
      await expectAll(all);
      expect([...all.items.twice, ...all.pairs.twice]).toEqual([]);
      expect([all.items.repeated, all.pairs.repeated]).toEqual([0, 0]);
    });
  },
);
