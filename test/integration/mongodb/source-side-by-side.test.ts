import { parse } from 'lossless-json';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startMongoKafka } from '../../services/mongo-kafka.ts';
import type { OriginalWorker } from '../../services/original-worker.ts';
import { createConnectClient } from '../../worker/connect-client.ts';
import { countEvents, type ReadEvent, readEvents } from '../../worker/read-events.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { client, newDatabase, url } from './database.ts';
import { writeWorkload } from './source-workload.ts';

const { bootstrapServers } = inject('kafka');

const FORMATTER = 'com.mongodb.kafka.connect.source.json.formatter';

/** The settings under which both read the same changes. The last event is `{_id: 'end'}`. */
const VARIANTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  defaults: {},
  'expanded events, documents and images': {
    'change.stream.show.expanded.events': 'true',
    'change.stream.full.document': 'whenAvailable',
    'change.stream.full.document.before.change': 'whenAvailable',
    'output.json.formatter': `${FORMATTER}.ExtendedJson`,
    'change.stream.document.key.as.key': 'false',
  },
  'documents only, with tombstones': {
    'publish.full.document.only': 'true',
    'publish.full.document.only.tombstone.on.delete': 'true',
    'output.json.formatter': `${FORMATTER}.SimplifiedJson`,
  },
  'documents only, without tombstones, mapped': {
    'publish.full.document.only': 'true',
    'topic.separator': '-',
    'topic.suffix': 'end',
    'topic.namespace.map': '{"/.*\\\\.items": "mapped{sep_coll}", "*": "rest"}',
  },
  bson: { 'output.format.key': 'bson', 'output.format.value': 'bson' },
  'the default schema': { 'output.format.key': 'schema', 'output.format.value': 'schema' },
  'an inferred schema': {
    'output.format.value': 'schema',
    'output.schema.infer.value': 'true',
    'publish.full.document.only': 'true',
    'output.json.formatter': `${FORMATTER}.SimplifiedJson`,
  },
  'a schema of ours and a dead letter queue': {
    'output.format.value': 'schema',
    'output.schema.value': JSON.stringify({
      type: 'record',
      name: 'Item',
      namespace: 'shop',
      fields: [
        { name: 'whole', type: ['null', 'long'] },
        { name: 'double', type: ['null', 'float'] },
        { name: 'decimal', type: ['null', 'string'] },
        { name: 'date', type: ['null', 'long'] },
        { name: 'inner.a', type: ['null', { type: 'map', values: 'string' }] },
        { name: 'same', type: { type: 'array', items: ['null', 'int'] }, default: [] },
        { name: 'binary', type: ['null', 'bytes'] },
        { name: 'missing', type: 'string', default: 'none' },
        { name: 'the', type: 'string' },
      ],
    }),
    'publish.full.document.only': 'true',
    'errors.tolerance': 'all',
    'mongo.errors.deadletterqueue.topic.name': 'DEAD',
  },
  'a pipeline': {
    pipeline: '[{"$match": {"operationType": "insert"}}, {"$addFields": {"Kafka": "Rules!"}}]',
    'output.json.formatter': `${FORMATTER}.SimplifiedJson`,
  },
  'a copy': { 'startup.mode': 'copy_existing' },
};

let original: OriginalWorker;
let worker: WorkerProcess;
beforeAll(async () => {
  [original, worker] = await Promise.all([
    startMongoKafka(bootstrapServers),
    startWorkerProcess({ 'bootstrap.servers': bootstrapServers }),
  ]);
}, 180_000);
afterAll(async () => {
  await Promise.all([original?.stop(), worker?.remove()]);
});

const database = newDatabase();
let startAt = '';
beforeAll(async () => {
  const { operationTime } = await client.db('admin').command({ ping: 1 });
  startAt = `{"$timestamp": {"t": ${operationTime.getHighBits()}, "i": ${operationTime.getLowBits()}}}`;
  await writeWorkload(database);
});

const configOf = (prefix: string, settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  'connector.class': 'com.mongodb.kafka.connect.MongoSourceConnector',
  'connection.uri': url,
  database: database.databaseName,
  // One topic, so that what is written last comes last.
  'topic.namespace.map': '{"*": "all"}',
  'topic.prefix': prefix,
  'poll.await.time.ms': '100',
  'startup.mode': 'timestamp',
  'startup.mode.timestamp.start.at.operation.time': startAt,
  ...settings,
  ...(settings['mongo.errors.deadletterqueue.topic.name'] !== undefined && {
    'mongo.errors.deadletterqueue.topic.name': `${prefix}.dead`,
  }),
});

/** Numbers as they are written; texts of converters may be escaped in more than one way. */
const exact = (text: string | null): unknown => (text === null ? null : parse(text, undefined, (digits) => digits));

/** By topic, with the prefix made the same; within one, records have an order. */
const byTopic = (events: readonly ReadEvent[], prefix: string) => {
  const topics = new Map<string, unknown[]>();
  for (const { topic, key, value, headers } of events) {
    const name = topic.replace(prefix, 'PREFIX');
    topics.set(name, [...(topics.get(name) ?? []), { key: exact(key), value: exact(value), headers }]);
  }
  return Object.fromEntries([...topics].toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

/** In JSON or BSON. */
const isEnd = ({ value }: ReadEvent): boolean => {
  const payload = String(JSON.parse(value ?? '{}').payload);
  return value?.includes('the end') === true || Buffer.from(payload, 'base64').includes('the end');
};

/** Everything, once the end is there; `count` records where they come in several topics. */
const allOf = (prefix: string, count: number): Promise<readonly ReadEvent[]> =>
  waitFor(`the end of ${prefix}`, async () => {
    if ((await countEvents(bootstrapServers, prefix)) < count) return undefined;
    const events = await readEvents(bootstrapServers, prefix);
    return events.some(isEnd) ? events : undefined;
  });

/** Of the variant with several topics. */
const MAPPED_RECORDS = 10;
const COPIED_RECORDS = 5;

describe('the source beside the original', () => {
  it.each(Object.entries(VARIANTS))('makes the same records: %s', async (name, settings) => {
    const run = `${database.databaseName}${Object.keys(VARIANTS).indexOf(name)}`;
    const [theirs, ours] = [`orig${run}`, `ours${run}`];
    const originals = createConnectClient(original.url);
    await originals.create(theirs, configOf(theirs, settings));
    await worker.client.create(ours, configOf(ours, settings));
    const count = 'topic.suffix' in settings ? MAPPED_RECORDS : 'startup.mode' in settings ? COPIED_RECORDS : 1;
    const [expected, found] = await Promise.all([allOf(theirs, count), allOf(ours, count)]);
    await originals.call('DELETE', `/connectors/${theirs}`);
    await worker.client.call('DELETE', `/connectors/${ours}`);
    expect(expected.length).toBeGreaterThan(2);
    // A copy goes by _id, to go on in the next run; the original's comes in no order in particular.
    const order = (events: readonly ReadEvent[]) =>
      'startup.mode' in settings ? events.toSorted((a, b) => `${a.key}`.localeCompare(`${b.key}`)) : events;
    expect(byTopic(order(found), ours)).toEqual(byTopic(order(expected), theirs));
  });
});
