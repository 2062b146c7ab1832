import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type DebeziumService, startDebezium } from '../../../services/debezium.ts';
import { createConnectClient } from '../../../worker/connect-client.ts';
import { type ReadEvent, readEvents } from '../../../worker/read-events.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../../worker/worker-process.ts';
import { type BinlogDatabase, createBinlogDatabase } from '../binlog-database.ts';
import { comparable, differencesOf } from '../twins.ts';
import { KNOWN_DIFFERENCES } from './known-differences.ts';
import { changes, setup } from './workload.ts';

const { bootstrapServers } = inject('kafka');

type Settings = Readonly<Record<string, string>>;

/** Durations are no times of day, and far years no nanoseconds: these are left out where they cannot be shown. */
const DURATIONS = 'tm|tm3|tm6';
const FAR = 'dti|dt3';

/** The settings under which all capture the same workload. */
const variants = (database: string): Readonly<Record<string, Settings>> => ({
  defaults: { 'provide.transaction.metadata': 'true' },
  'other modes': {
    'decimal.handling.mode': 'string',
    'time.precision.mode': 'connect',
    'bigint.unsigned.handling.mode': 'precise',
    'binary.handling.mode': 'hex',
    'tombstones.on.delete': 'false',
    'skipped.operations': 'none',
    'schema.name.adjustment.mode': 'avro',
    'field.name.adjustment.mode': 'avro',
    'message.key.columns': `${database}.kv:a`,
    'column.mask.with.5.chars': `${database}.kv.(named|title)`,
    'column.mask.hash.v2.SHA-256.with.salt.CzQMA0cB5K': `${database}.alltypes.(tx|vc)`,
    'column.truncate.to.4.chars': `${database}.alltypes.(mt|lt)`,
    'column.exclude.list': `${database}.alltypes.(${DURATIONS}|c)`,
    'include.schema.comments': 'true',
  },
  'ISO texts and doubles': {
    'decimal.handling.mode': 'double',
    'time.precision.mode': 'isostring',
    'binary.handling.mode': 'base64-url-safe',
    'column.exclude.list': `${database}.alltypes.(${DURATIONS})`,
    'extended.headers.enabled': 'false',
    'include.schema.changes': 'false',
  },
  nanoseconds: {
    'time.precision.mode': 'nanoseconds',
    'binary.handling.mode': 'base64',
    'column.exclude.list': `${database}.alltypes.(${FAR})`,
    'column.propagate.source.type': `${database}\\.(kv|alltypes)\\..*`,
    'table.exclude.list': `${database}.nopk`,
    'include.query': 'true',
  },
});

const EDITIONS = { mysql: 'debezium-3.6.1', mariadb: 'debezium-mariadb-3.5.0' } as const;

/** The release says nothing of the events. */
const ofThisVersion = (event: ReadEvent): ReadEvent => ({
  ...event,
  value: event.value?.replaceAll('3.5.0.Final', '3.6.1.Final') ?? null,
});

const idOf = (name: string): string => name.replaceAll(' ', '_');

describe.each(['mysql', 'mariadb'] as const)('beside Debezium for %s', (flavor) => {
  let debezium: DebeziumService;
  let worker: WorkerProcess;
  let database: BinlogDatabase;
  let events: readonly ReadEvent[];

  const prefixOf = (side: string, name: string): string => `${side}-${idOf(name)}-${database.name}`;

  /** Two connectors for each of the settings, all on the same changes. */
  const capture = async (): Promise<void> => {
    for (const statement of setup(flavor)) await database.query(statement);
    const all = Object.entries(variants(database.name));
    const prefixes: string[] = [];
    for (const [name, settings] of all)
      for (const [side, url] of [
        ['orig', debezium.url],
        ['ours', worker.url],
      ] as const) {
        const prefix = prefixOf(side, name);
        prefixes.push(prefix);
        await createConnectClient(url).create(prefix, {
          ...database.config(`${side}_${idOf(name)}`, {
            'topic.prefix': prefix,
            'schema.history.internal.kafka.bootstrap.servers': bootstrapServers,
            'schema.history.internal.kafka.topic': `history.${prefix}`,
            'schema.history.internal.store.only.captured.tables.ddl': 'true',
            'include.schema.changes': 'true',
            ...settings,
          }),
        });
      }
    const hasEvent = async (prefix: string, text: string): Promise<boolean> =>
      (await readEvents(bootstrapServers, `${prefix}.`)).some(({ key, value }) => `${key}${value}`.includes(text));
    for (const prefix of prefixes)
      await waitFor(`the snapshot of ${prefix}`, () => hasEvent(prefix, '"snapshot":"last"'));
    for (const change of changes(flavor)) await database.query(change);
    for (const prefix of prefixes) await waitFor(`the end of ${prefix}`, () => hasEvent(prefix, 'the end'));
    const read = await Promise.all(['orig', 'ours'].map((side) => readEvents(bootstrapServers, `${side}-`)));
    events = read.flat().filter(({ topic }) => topic.includes(database.name));
    for (const [name] of all)
      for (const [side, url] of [
        ['orig', debezium.url],
        ['ours', worker.url],
      ] as const)
        await createConnectClient(url).call('DELETE', `/connectors/${prefixOf(side, name)}`);
  };

  beforeAll(async () => {
    [debezium, worker, database] = await Promise.all([
      startDebezium(bootstrapServers, EDITIONS[flavor]),
      startWorkerProcess({ 'bootstrap.servers': bootstrapServers }),
      createBinlogDatabase(inject(flavor), flavor),
    ]);
    await capture();
  }, 300_000);
  afterAll(async () => {
    await Promise.all([debezium?.stop(), worker?.remove()]);
    await database?.drop();
  });

  it.each(Object.keys(variants('x')))('makes the same events, field by field, with %s', (name) => {
    const of = (side: string) => {
      const prefix = prefixOf(side, name);
      const own = events.filter(({ topic }) => topic === prefix || topic.startsWith(`${prefix}.`));
      return comparable(own.map(ofThisVersion), prefix);
    };
    const [original, own] = [of('orig'), of('ours')];
    expect([...own.keys()].sort()).toEqual([...original.keys()].sort());
    const differences = differencesOf(original, own);
    const unexpected = differences.filter(
      ({ path }) =>
        !KNOWN_DIFFERENCES.some(
          (known) => (known.flavor ?? flavor) === flavor && known.at.test(path.replace(/^PREFIX#/, 'SCHEMA_CHANGES#')),
        ),
    );
    const lines = unexpected.map(({ path, theirs, ours }) => JSON.stringify([path, theirs, ours]));
    expect(lines.slice(0, 60).join('\n')).toBe('');
    console.info(
      `${[...own.values()].reduce((sum, one) => sum + one.length, 0)} events compared, ${differences.length} known differences`,
    );
  });
});
