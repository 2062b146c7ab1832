import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { service } from '../../services/on-demand.ts';
import { countEvents, forEachEvent } from '../../worker/read-events.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { capturedBinlog } from './captured-binlog.ts';
import { capturedPostgres } from './captured-postgres.ts';
import { createMixedWriter } from './mongodb/mixed-writes.ts';
import { createSourceCollections, type Doc } from './mongodb/source-collections.ts';
import { onceQuiet } from './once-quiet.ts';

const ROWS = 8_000;
const TOLD_AND_DELETED = 10;
const TIMEOUT_MS = 300_000;

const { bootstrapServers } = inject('kafka');
const { url } = await service('mongodb');
let worker: WorkerProcess;

beforeEach(async () => {
  worker = await startWorkerProcess({
    'bootstrap.servers': bootstrapServers,
    'group.id': 'first-offset',
    // None is stored for its own sake before the worker dies.
    'offset.flush.interval.ms': '3600000',
    'key.converter.schemas.enable': 'false',
    'value.converter.schemas.enable': 'false',
  });
});
afterEach(() => worker?.remove());

/** Rows or documents of which a snapshot tells. */
interface Captured {
  readonly config: RawConfig;
  readonly topic: string;
  /** The rows that were told first. */
  deleteFirst(): Promise<void>;
  writeLast(): Promise<void>;
  ids(): Promise<readonly number[]>;
  drop(): Promise<void>;
}

const captured = async (opening: ReturnType<typeof capturedBinlog>): Promise<Captured> => {
  const { config, namespace, createLarge, query, drop } = await opening;
  await createLarge(ROWS);
  const settings = config('first', { 'table.include.list': `${namespace}.big` });
  return {
    config: settings,
    topic: `${settings['topic.prefix']}.${namespace}.big`,
    deleteFirst: async () => void (await query(`DELETE FROM big WHERE id <= ${TOLD_AND_DELETED}`)),
    writeLast: async () => void (await query(`INSERT INTO big VALUES (0, 0, 'the end', NULL)`)),
    ids: async () => (await query<{ id: number }>('SELECT id FROM big ORDER BY id')).map(({ id }) => id),
    drop,
  };
};

const capturedMongoDB = async (): Promise<Captured> => {
  const { config, name, db, drop } = await createSourceCollections(url);
  const writer = await createMixedWriter(db, 'items');
  await writer.fill(ROWS);
  const settings = config('first');
  const items = db.collection<Doc>('items');
  return {
    config: settings,
    topic: `${settings['topic.prefix']}.${name}.items`,
    deleteFirst: async () => void (await items.deleteMany({ _id: { $lte: TOLD_AND_DELETED } })),
    writeLast: writer.writeLast,
    ids: async () => (await items.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id),
    drop,
  };
};

/** The keys that are left to a consumer that keeps a table, and whether the last row came. */
const replayedIds = async (topic: string): Promise<readonly number[]> => {
  const left = new Map<number, boolean>();
  await forEachEvent(bootstrapServers, topic, (record) => {
    if (record.topic !== topic || record.key === null || record.value === null) return;
    left.set(Number(JSON.parse(record.key).id), JSON.parse(record.value).after !== null);
  });
  return [...left].flatMap(([id, isLeft]) => (isLeft ? [id] : [])).sort((one, other) => one - other);
};

it.each([
  { name: 'PostgreSQL', open: () => captured(capturedPostgres(inject('postgres'))) },
  { name: 'MySQL', open: () => captured(capturedBinlog(inject('mysql'), 'mysql')) },
  { name: 'MariaDB', open: () => captured(capturedBinlog(inject('mariadb'), 'mariadb')) },
  { name: 'MongoDB', open: capturedMongoDB },
])(
  '$name: what was told before a crash and deleted after it is told as deleted, however soon the crash',
  { timeout: TIMEOUT_MS },
  async ({ open }) => {
    const { config, topic, deleteFirst, writeLast, ids, drop } = await open();
    try {
      await worker.client.create('first', config);
      await waitFor('the first rows', async () => (await countEvents(bootstrapServers, topic)) > TOLD_AND_DELETED);
      await worker.kill();
      const told = await countEvents(bootstrapServers, topic);
      await deleteFirst();
      await worker.restart();
      await writeLast();
      const replayed = await onceQuiet('the end', bootstrapServers, topic, {
        timeoutMs: TIMEOUT_MS,
        look: async () => {
          const all = await replayedIds(topic);
          return all[0] === 0 && all.length >= ROWS - TOLD_AND_DELETED && all;
        },
      });
      expect(replayed).toEqual(await ids());
      console.info(`${told} of ${ROWS} rows were told before the crash`);
    } finally {
      await drop();
    }
  },
);
