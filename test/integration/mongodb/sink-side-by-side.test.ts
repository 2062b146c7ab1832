import { Kafka, logLevel } from 'kafkajs';
import { BSON, type Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startMongoKafka } from '../../services/mongo-kafka.ts';
import type { OriginalWorker } from '../../services/original-worker.ts';
import { createConnectClient } from '../../worker/connect-client.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { client, newDatabase, url } from './database.ts';
import { type SinkVariant, VARIANTS } from './sink-workload.ts';

const { bootstrapServers } = inject('kafka');
const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING });

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

const fill = async (topic: string, messages: SinkVariant['messages']): Promise<void> => {
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: messages.map(([key, value]) => ({ key, value, partition: 0 })) });
  await producer.disconnect();
};

const committed = async (group: string, topic: string): Promise<number> => {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const [found] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
    return Number(found?.partitions[0]?.offset ?? -1);
  } finally {
    await admin.disconnect();
  }
};

const isPlain = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Without schemas the original's fields come in the order of a Java hash table. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, one]) => [name, sorted(one)]));
};

/** Types included, and the order of fields where there is one. */
const contentOf = (document: Document, { volatile = [], config }: SinkVariant): string => {
  const stable = Object.fromEntries(
    Object.entries(document).map(([name, value]) => [name, volatile.includes(name) ? typeof value : value]),
  );
  const hasOrder = config['value.converter.schemas.enable'] !== 'false';
  return JSON.stringify(BSON.EJSON.serialize(Object(hasOrder ? stable : sorted(stable)), { relaxed: false }));
};

const documentsIn = async (name: string, variant: SinkVariant) => {
  const database = client.db(name);
  const collections = (await database.listCollections({}, { nameOnly: true }).toArray()).map((one) => one.name).sort();
  const contents = collections.map(async (collection) => {
    const documents = await database.collection(collection).find({}, { promoteValues: false }).toArray();
    return [collection, documents.map((document) => contentOf(document, variant)).sort()] as const;
  });
  return Object.fromEntries(await Promise.all(contents));
};

describe('the sink beside the original', () => {
  it.each(Object.entries(VARIANTS))('writes the same documents: %s', async (_name, variant) => {
    const { databaseName: theirs } = newDatabase();
    const ours = `${theirs}_ours`;
    const topic = `topic_${theirs}`;
    await fill(topic, variant.messages);
    const config = (database: string): Readonly<Record<string, string>> =>
      Object.fromEntries(
        Object.entries({
          'connector.class': 'com.mongodb.kafka.connect.MongoSinkConnector',
          'connection.uri': url,
          topics: topic,
          database,
          collection: 'target',
          ...variant.config,
        }).map(([key, value]) => [key.replace('TOPIC', topic), value]),
      );
    const originals = createConnectClient(original.url);
    await originals.create(theirs, config(theirs));
    await worker.client.create(ours, config(ours));
    const { length } = variant.messages;
    await waitFor(`the original to take ${topic}`, async () => {
      const { tasks = [] } = await originals.status(theirs);
      for (const { state, trace } of tasks) if (state === 'FAILED') throw new Error(`the original failed: ${trace}`);
      return (await committed(`connect-${theirs}`, topic)) === length;
    });
    await waitFor(`ours to take ${topic}`, async () => {
      const { tasks = [] } = await worker.client.status(ours);
      for (const { state, trace } of tasks) if (state === 'FAILED') throw new Error(`ours failed: ${trace}`);
      return (await committed(`connect-${ours}-${topic}`, topic)) === length;
    });
    const expected = await documentsIn(theirs, variant);
    expect(Object.keys(expected).length).toBeGreaterThan(0);
    expect(await documentsIn(ours, variant)).toEqual(expected);
    await originals.call('DELETE', `/connectors/${theirs}`);
    await worker.client.call('DELETE', `/connectors/${ours}`);
    await Promise.all([theirs, ours].map((name) => client.db(name).dropDatabase()));
  });
});
