import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type DebeziumService, startDebezium } from '../../../services/debezium.ts';
import { service } from '../../../services/on-demand.ts';
import { createConnectClient } from '../../../worker/connect-client.ts';
import { readEvents } from '../../../worker/read-events.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../../worker/worker-process.ts';
import { comparable, differencesOf } from '../twins.ts';
import { KNOWN_DIFFERENCES } from './known-differences.ts';
import { createSourceCollections, type SourceCollections } from './source-collections.ts';
import { change, fill } from './workload.ts';

const { bootstrapServers } = inject('kafka');
const { url } = await service('mongodb');

type Settings = Readonly<Record<string, string>>;

/** The settings under which both capture the same workload; `DB` stands for the database. */
const VARIANTS: Readonly<Record<string, Settings>> = {
  defaults: { 'provide.transaction.metadata': 'true', 'capture.mode.full.update.type': 'post_image' },
  'pre-images, filters and renames': {
    'capture.mode': 'change_streams_update_full_with_pre_image',
    'capture.mode.full.update.type': 'post_image',
    'capture.scope': 'database',
    'capture.target': 'DB',
    'collection.exclude.list': 'DB.other',
    'field.exclude.list': 'DB.images.secret,DB.im*.b.secret,DB.*.list.secret',
    'field.renames': 'DB.images.b.c:renamed,DB.types.int:number,DB.images.w:x',
    'snapshot.collection.filter.overrides': 'DB.keys',
    'snapshot.collection.filter.overrides.DB.keys': '{"_id": {"$gte": 1}}',
    'tombstones.on.delete': 'false',
    'extended.headers.enabled': 'false',
    'schema.name.adjustment.mode': 'avro',
  },
  'bare updates, some operations and a pipeline': {
    'capture.mode': 'change_streams',
    'collection.include.list': 'DB\\.(types|images|keys|last)',
    'cursor.pipeline': '[{"$match": {"documentKey._id": {"$ne": "a \\"text\\""}}}]',
    'skipped.operations': 'd',
    'filters.match.mode': 'regex',
  },
};

let debezium: DebeziumService;
let worker: WorkerProcess;
beforeAll(async () => {
  [debezium, worker] = await Promise.all([
    startDebezium(bootstrapServers),
    startWorkerProcess({ 'bootstrap.servers': bootstrapServers }),
  ]);
}, 180_000);
afterAll(async () => {
  await Promise.all([debezium?.stop(), worker?.remove()]);
});

const holds = async (prefix: string, text: string): Promise<boolean> =>
  (await readEvents(bootstrapServers, `${prefix}.`)).some(({ key, value }) => `${key}${value}`.includes(text));

const named = (settings: Settings, name: string): Settings =>
  Object.fromEntries(Object.entries(settings).map((entry) => entry.map((text) => text.replaceAll('DB', name))));

const capture = async (source: SourceCollections, settings: Settings) => {
  const { client, db, name } = source;
  await fill(db);
  const ids = ['orig', 'ours'] as const;
  const workers = { orig: debezium.url, ours: worker.url };
  for (const id of ids)
    await createConnectClient(workers[id]).create(`${id}-${name}`, source.config(id, named(settings, name)));
  for (const id of ids) await waitFor(`the snapshot of ${id}`, () => holds(`${id}_${name}`, '"snapshot":"last"'));
  await change(client, db);
  for (const id of ids) await waitFor(`the end of ${id}`, () => holds(`${id}_${name}`, 'the end'));
  const [original = [], own = []] = await Promise.all(ids.map((id) => readEvents(bootstrapServers, `${id}_${name}.`)));
  for (const id of ids) await createConnectClient(workers[id]).call('DELETE', `/connectors/${id}-${name}`);
  return { original: comparable(original, `orig_${name}`), own: comparable(own, `ours_${name}`) };
};

describe.each(Object.entries(VARIANTS))('beside Debezium 3.6.1 with %s', (_name, settings) => {
  it('makes the same events, field by field', { timeout: 180_000 }, async () => {
    const source = await createSourceCollections(url);
    try {
      const { original, own } = await capture(source, settings);
      expect([...own.keys()].sort()).toEqual([...original.keys()].sort());
      const differences = differencesOf(original, own);
      const unexpected = differences.filter(({ path }) => !KNOWN_DIFFERENCES.some(({ at }) => at.test(path)));
      const lines = unexpected.map(({ path, theirs, ours }) => JSON.stringify([path, theirs, ours]));
      expect(lines.slice(0, 40).join('\n')).toBe('');
      console.info(
        `${[...own.values()].reduce((sum, events) => sum + events.length, 0)} events compared, ${differences.length} known differences`,
      );
    } finally {
      await source.drop();
    }
  });
});
