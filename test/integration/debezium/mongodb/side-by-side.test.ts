import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type DebeziumService, startDebezium } from '../../../services/debezium.ts';
import { service } from '../../../services/on-demand.ts';
import { createConnectClient } from '../../../worker/connect-client.ts';
import { readEvents } from '../../../worker/read-events.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../../worker/worker-process.ts';
import { comparable, differencesOf } from '../twins.ts';
import { KNOWN_DIFFERENCES } from './known-differences.ts';
import { type Arrays, changePlain, fillPlain } from './plain-documents.ts';
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

const PRE_IMAGES = {
  'capture.mode': 'change_streams_update_full_with_pre_image',
  'capture.mode.full.update.type': 'post_image',
};

/** Those under which both leave of each event the document after it, of documents with what arrays. */
const STATES: Readonly<Record<string, Settings & { readonly arrays: Arrays }>> = {
  defaults: { arrays: 'of one type' },
  'rewritten deletions, added fields and headers': {
    ...PRE_IMAGES,
    arrays: 'of one type',
    'transforms.state.delete.tombstone.handling.mode': 'rewrite-with-tombstone',
    'transforms.state.add.fields': 'op,source.collection:of,updateDescription.updatedFields',
    'transforms.state.add.headers': 'op',
    'transforms.state.flatten.struct': 'true',
  },
  'deletions rewritten to ids, and arrays as documents': {
    arrays: 'of any',
    'transforms.state.delete.tombstone.handling.mode': 'rewrite',
    'transforms.state.delete.tombstone.handling.mode.rewrite-with-id': 'true',
    'transforms.state.array.encoding': 'document',
  },
  'bare updates, names for Avro and no deletions': {
    'capture.mode': 'change_streams',
    arrays: 'of one type',
    'transforms.state.delete.tombstone.handling.mode': 'drop',
    'transforms.state.field.name.adjustment.mode': 'avro',
  },
  'bare updates, flat': {
    'capture.mode': 'change_streams',
    arrays: 'of any',
    'transforms.state.array.encoding': 'document',
    'transforms.state.flatten.struct': 'true',
    'transforms.state.flatten.struct.delimiter': '-',
    'transforms.state.delete.tombstone.handling.mode': 'delete-to-tombstone',
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

interface Workload {
  /** What there is before the snapshot. */
  fill(): Promise<void>;
  /** What the snapshot's last record holds. */
  readonly filled: string;
  /** The last change is `the end`. */
  change(): Promise<void>;
}

const capture = async (source: SourceCollections, settings: Settings, { fill, filled, change }: Workload) => {
  const { name } = source;
  await fill();
  const ids = ['orig', 'ours'] as const;
  const workers = { orig: debezium.url, ours: worker.url };
  for (const id of ids)
    await createConnectClient(workers[id]).create(`${id}-${name}`, source.config(id, named(settings, name)));
  for (const id of ids) await waitFor(`the snapshot of ${id}`, () => holds(`${id}_${name}`, filled));
  await change();
  for (const id of ids) await waitFor(`the end of ${id}`, () => holds(`${id}_${name}`, 'the end'));
  const [original = [], own = []] = await Promise.all(ids.map((id) => readEvents(bootstrapServers, `${id}_${name}.`)));
  for (const id of ids) await createConnectClient(workers[id]).call('DELETE', `/connectors/${id}-${name}`);
  return { original: comparable(original, `orig_${name}`), own: comparable(own, `ours_${name}`) };
};

const expectTwins = ({ original, own }: Awaited<ReturnType<typeof capture>>): void => {
  expect([...own.keys()].sort()).toEqual([...original.keys()].sort());
  const differences = differencesOf(original, own);
  const unexpected = differences.filter(({ path }) => !KNOWN_DIFFERENCES.some(({ at }) => at.test(path)));
  const lines = unexpected.map(({ path, theirs, ours }) => JSON.stringify([path, theirs, ours]));
  expect(lines.slice(0, 40).join('\n')).toBe('');
  console.info(
    `${[...own.values()].reduce((sum, events) => sum + events.length, 0)} events compared, ${differences.length} known differences`,
  );
};

describe.each(Object.entries(VARIANTS))('beside Debezium 3.6.1 with %s', (_name, settings) => {
  it('makes the same events, field by field', { timeout: 180_000 }, async () => {
    const source = await createSourceCollections(url);
    const { client, db } = source;
    const workload: Workload = {
      fill: () => fill(db),
      filled: '"snapshot":"last"',
      change: () => change(client, db),
    };
    try {
      expectTwins(await capture(source, settings, workload));
    } finally {
      await source.drop();
    }
  });
});

describe.each(Object.entries(STATES))(
  'beside Debezium’s ExtractNewDocumentState with %s',
  (_name, { arrays, ...more }) => {
    it('makes the same documents, schemas included', { timeout: 180_000 }, async () => {
      const source = await createSourceCollections(url);
      const { db } = source;
      const settings = {
        transforms: 'state',
        'transforms.state.type': 'io.debezium.connector.mongodb.transforms.ExtractNewDocumentState',
        ...more,
      };
      const workload: Workload = {
        fill: () => fillPlain(db, arrays),
        filled: '"filled"',
        change: () => changePlain(db),
      };
      try {
        expectTwins(await capture(source, settings, workload));
      } finally {
        await source.drop();
      }
    });
  },
);
