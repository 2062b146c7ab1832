import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type DebeziumService, startDebezium } from '../../services/debezium.ts';
import { createConnectClient } from '../../worker/connect-client.ts';
import { readEvents } from '../../worker/read-events.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { KNOWN_DIFFERENCES, type KnownDifference } from './known-differences.ts';
import { createSourceDatabase, type SourceDatabase } from './source-database.ts';
import { comparable, type Difference, differencesOf } from './twins.ts';
import { CHANGES, EDGE_ROWS, FULL_ROW, TABLES, TYPES } from './workload.ts';

const { bootstrapServers } = inject('kafka');

/** Fields of most types; not those of which the hash is another one in each process of Java, such as structs. */
const HASHED = 'b,i2,i4,i8,f4,f8,n102,d,t,c,by,tm,tmz,ts,ts3,tstz,jb,uu,iv,md,hs,ai4,at,af8,an,ab'
  .split(',')
  .map((name) => `change.${name}`);

/** Debezium's transformations one after the other, in three partitions. */
const TRANSFORMED = {
  'column.propagate.source.type': 'public\\..*',
  // Keys name their topic in their schema; without it those that are not routed go to the same partition, too.
  'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
  'key.converter.schemas.enable': 'false',
  'topic.creation.default.partitions': '3',
  'topic.creation.default.replication.factor': '1',
  transforms: 'zone,changes,describe,types,decode,others,move',
  'transforms.zone.type': 'io.debezium.transforms.TimezoneConverter',
  'transforms.zone.converted.timezone': 'America/New_York',
  // The original fails at its texts for infinite times.
  'transforms.zone.exclude.list': 'source:alltypes:tstz',
  'transforms.changes.type': 'io.debezium.transforms.ExtractChangedRecordState',
  'transforms.changes.header.changed.name': 'changed',
  'transforms.changes.header.unchanged.name': 'unchanged',
  'transforms.describe.type': 'io.debezium.transforms.ExtractSchemaToNewRecord',
  'transforms.describe.predicate': 'alltypes',
  'transforms.describe.negate': 'true',
  'transforms.types.type': 'io.debezium.transforms.partitions.PartitionRouting',
  'transforms.types.partition.payload.fields': HASHED.join(','),
  'transforms.types.partition.topic.num': '3',
  'transforms.types.predicate': 'alltypes',
  'transforms.decode.type': 'io.debezium.connector.postgresql.transforms.DecodeLogicalDecodingMessageContent',
  // The original fails at tombstones.
  'transforms.decode.predicate': 'messages',
  'transforms.others.type': 'io.debezium.transforms.partitions.PartitionRouting',
  'transforms.others.partition.payload.fields': 'change.v,change.a,change.y,change.code,change.amount,source.table',
  'transforms.others.partition.topic.num': '3',
  'transforms.others.partition.hash.function': 'murmur',
  'transforms.others.predicate': 'alltypes',
  'transforms.others.negate': 'true',
  'transforms.move.type': 'io.debezium.transforms.HeaderToValue',
  'transforms.move.headers': 'changed,unchanged',
  'transforms.move.fields': 'changed_fields,source.unchanged_fields',
  'transforms.move.operation': 'move',
  predicates: 'alltypes,messages',
  'predicates.alltypes.type': 'org.apache.kafka.connect.transforms.predicates.TopicNameMatches',
  'predicates.alltypes.pattern': '.*alltypes',
  'predicates.messages.type': 'org.apache.kafka.connect.transforms.predicates.TopicNameMatches',
  'predicates.messages.pattern': '.*\\.message',
};

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
    'datatype.propagate.source.type': 'public\\.alltypes\\.(posint|_numeric|varchar)',
    'table.exclude.list': 'public.nopk',
  },
  transformations: TRANSFORMED,
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

const isKnown = ({ at, theirs }: KnownDifference, difference: Difference): boolean =>
  at.test(difference.path) && (theirs === undefined || theirs.some((value) => value === difference.theirs));

describe.each(Object.entries(VARIANTS))('beside Debezium 3.6.1 with %s', (name, settings) => {
  it('makes the same events, field by field', { timeout: 180_000 }, async () => {
    const database = await createSourceDatabase(inject('postgres'));
    try {
      const { original, own } = await capture(database, settings);
      expect([...own.keys()].sort()).toEqual([...original.keys()].sort());
      const differences = differencesOf(original, own);
      const unexpected = differences.filter(
        (difference) => !KNOWN_DIFFERENCES.some((known) => (known.with ?? name) === name && isKnown(known, difference)),
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

/** Small enough that a chunk holds it, as the original reads them: how large chunks are here depends on their rows. */
const NOTIFIED = `CREATE TABLE one (id int PRIMARY KEY, v text); INSERT INTO one VALUES (1, 'a'), (2, 'b'), (7, 'c');
  CREATE TABLE two (a int, b text, v int, PRIMARY KEY (a, b)); INSERT INTO two VALUES (1, 'x', 1), (1, 'y', 2);
  CREATE TABLE bare (id int PRIMARY KEY);
  CREATE TABLE signals (id text PRIMARY KEY, type text, data text)`;

const NOTIFYING = {
  'signal.data.collection': 'public.signals',
  'table.include.list': 'public.one,public.two,public.bare,public.signals',
  'notification.enabled.channels': 'sink',
  'publication.autocreate.mode': 'filtered',
};

const EXECUTE = `INSERT INTO signals VALUES ('asked', 'execute-snapshot',
  '{"data-collections": ["public.one", "public.bare", "public.two"], "type": "incremental"}')`;

const notification = v.object({
  id: v.string(),
  aggregate_type: v.string(),
  type: v.string(),
  additional_data: v.record(v.string(), v.string()),
});

const notificationsOf = async (topic: string) =>
  (await readEvents(bootstrapServers, topic)).map(({ value }) =>
    v.parse(notification, JSON.parse(value ?? '').payload),
  );

/** In one order: the original's tables are a set, in which it counts the table of signals once a table is read. */
const stableFacts = (facts: object): unknown =>
  Object.entries(facts)
    .filter(([name]) => name !== 'connector_name')
    .map(([name, value]) => {
      const names = String(value).split(',');
      return [name, name === 'data_collections' ? names.filter((one) => one !== 'public.signals').sort() : value];
    })
    .sort();

/** By snapshot and table: the original reads the tables of an initial one in an order of its own. */
const comparableNotifications = (found: Awaited<ReturnType<typeof notificationsOf>>): readonly string[] =>
  found
    .map(({ id, aggregate_type, type, additional_data }) =>
      JSON.stringify([
        aggregate_type,
        type,
        stableFacts(additional_data),
        aggregate_type === 'Incremental Snapshot' ? id : typeof id,
      ]),
    )
    .sort();

describe('beside Debezium 3.6.1', () => {
  it('tells of snapshots what it tells, field by field', { timeout: 180_000 }, async () => {
    const database = await createSourceDatabase(inject('postgres'));
    const workers = { orig: debezium.url, ours: worker.url };
    try {
      await database.client.query(NOTIFIED);
      const found: (readonly string[])[] = [];
      for (const [id, url] of Object.entries(workers)) {
        const topic = `told_${id}_${database.name}`;
        const name = `${id}-${database.name}`;
        const isOver = (count: number) => async () =>
          (await notificationsOf(topic)).filter(({ type }) => type === 'COMPLETED').length === count;
        const settings = { ...NOTIFYING, 'notification.sink.topic.name': topic };
        await createConnectClient(url).create(name, database.config(id, settings));
        await waitFor(`the snapshot of ${id}`, isOver(1));
        await database.client.query(`DELETE FROM signals; ${EXECUTE}`);
        await waitFor(`what was asked of ${id}`, isOver(2));
        found.push(comparableNotifications(await notificationsOf(topic)));
        await createConnectClient(url).call('DELETE', `/connectors/${name}`);
      }
      expect(found[1]).toEqual(found[0]);
    } finally {
      await database.drop();
    }
  });
});
