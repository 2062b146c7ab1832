import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type DebeziumService, startDebezium } from '../../services/debezium.ts';
import { createConnectClient } from '../../worker/connect-client.ts';
import { readEvents } from '../../worker/read-events.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { KNOWN_DIFFERENCES } from './known-differences.ts';
import { createSourceDatabase, type SourceDatabase } from './source-database.ts';
import { comparable, differencesOf } from './twins.ts';
import { CHANGES, EDGE_ROWS, FULL_ROW, TABLES, TYPES } from './workload.ts';

const { bootstrapServers } = inject('kafka');

/** The settings under which both capture the same workload. */
const VARIANTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  defaults: { 'provide.transaction.metadata': 'true' },
  'other modes': {
    'decimal.handling.mode': 'string',
    'time.precision.mode': 'connect',
    'binary.handling.mode': 'hex',
    'interval.handling.mode': 'string',
    'hstore.handling.mode': 'map',
    'tombstones.on.delete': 'false',
    'skipped.operations': 'none',
    'schema.name.adjustment.mode': 'avro',
    'field.name.adjustment.mode': 'avro',
    'message.key.columns': 'public.kv:a',
    'column.mask.with.5.chars': 'public.kv.named',
    'column.mask.hash.SHA-256.with.salt.CzQMA0cB5K': 'public.uniq.code,public.fullid.v',
    'column.mask.hash.v2.SHA-256.with.salt.CzQMA0cB5K': 'public.alltypes.(t|vc)',
    'column.truncate.to.4.chars': 'public.alltypes.(c|cx)',
    'column.exclude.list': 'public.alltypes.(js|jb|hs|ahs|n|an)',
    'include.schema.comments': 'true',
  },
  doubles: {
    'decimal.handling.mode': 'double',
    'time.precision.mode': 'microseconds',
    'binary.handling.mode': 'base64',
  },
  'ISO texts': {
    'time.precision.mode': 'isostring',
    'binary.handling.mode': 'base64-url-safe',
    'extended.headers.enabled': 'false',
  },
  nanoseconds: {
    'time.precision.mode': 'nanoseconds',
    'column.propagate.source.type': 'public\\.kv\\..*',
    'table.exclude.list': 'public.nopk',
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

const endIsIn = async (prefix: string): Promise<boolean> =>
  (await readEvents(bootstrapServers, `${prefix}.`)).some(({ key, value }) => `${key}${value}`.includes('the end'));

const snapshotIsIn = async (prefix: string): Promise<boolean> =>
  (await readEvents(bootstrapServers, `${prefix}.`)).some(({ value }) => value?.includes('"snapshot":"last"'));

const capture = async (database: SourceDatabase, settings: Readonly<Record<string, string>>) => {
  const { client } = database;
  await client.query(TYPES);
  await client.query(FULL_ROW);
  await client.query(EDGE_ROWS);
  await client.query(TABLES);
  const [theirs, ours] = [database.config('orig', settings), database.config('ours', settings)];
  const prefixes = [theirs['topic.prefix'] ?? '', ours['topic.prefix'] ?? ''] as const;
  await createConnectClient(debezium.url).create(`orig-${database.name}`, theirs);
  await worker.client.create(`ours-${database.name}`, ours);
  for (const prefix of prefixes) await waitFor(`the snapshot of ${prefix}`, () => snapshotIsIn(prefix));
  for (const change of CHANGES) await client.query(change);
  for (const prefix of prefixes) await waitFor(`the end of ${prefix}`, () => endIsIn(prefix));
  const [original, own] = await Promise.all(prefixes.map((prefix) => readEvents(bootstrapServers, `${prefix}.`)));
  for (const [url, name] of [
    [debezium.url, `orig-${database.name}`],
    [worker.url, `ours-${database.name}`],
  ] as const)
    await createConnectClient(url).call('DELETE', `/connectors/${name}`);
  return {
    original: comparable(original ?? [], prefixes[0]),
    own: comparable(own ?? [], prefixes[1]),
  };
};

describe.each(Object.entries(VARIANTS))('beside Debezium 3.6.1 with %s', (name, settings) => {
  it('makes the same events, field by field', { timeout: 180_000 }, async () => {
    const database = await createSourceDatabase(inject('postgres'));
    try {
      const { original, own } = await capture(database, settings);
      expect([...own.keys()].sort()).toEqual([...original.keys()].sort());
      const differences = differencesOf(original, own);
      const unexpected = differences.filter(
        ({ path }) => !KNOWN_DIFFERENCES.some((known) => (known.with ?? name) === name && known.at.test(path)),
      );
      const lines = unexpected.map(({ path, theirs, ours }) => JSON.stringify([path, theirs, ours]));
      expect(lines.slice(0, 40).join('\n')).toBe('');
      console.info(
        `${[...own.values()].reduce((sum, events) => sum + events.length, 0)} events compared, ${differences.length} known differences`,
      );
    } finally {
      await database.drop();
    }
  });
});
