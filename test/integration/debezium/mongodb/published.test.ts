import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { service } from '../../../services/on-demand.ts';
import { startWorkerProcess, type WorkerProcess } from '../../../worker/worker-process.ts';
import { awaitLines, ownSuffix, type Published, pasted, post, remove, renamed } from '../../published.ts';
import { createSourceCollections, type Doc, type SourceCollections } from './source-collections.ts';

const { bootstrapServers } = inject('kafka');
let worker: WorkerProcess;
let collections: SourceCollections;
let own: string;
let url: string;

beforeAll(async () => {
  ({ url } = await service('mongodb'));
  worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
});
afterEach(async () => {
  await remove(worker, own);
  await collections.client.db('admin').removeUser(collections.name);
  await collections.drop();
});
afterAll(async () => {
  await worker?.remove();
});

/** Of Debezium's tutorial and examples. Its reference has `inventory[.]*` as `collection.include.list`, which no collection matches. */
const tutorial: Published = {
  'connector.class': 'io.debezium.connector.mongodb.MongoDbConnector',
  'tasks.max': '1',
  'mongodb.connection.string': 'mongodb://mongodb:27017/?replicaSet=rs0',
  'topic.prefix': 'dbserver1',
  'mongodb.user': 'debezium',
  'mongodb.password': 'dbz',
  'database.include.list': 'inventory',
};

const document = (name: string): string => JSON.stringify(`{"_id": "a","name": "${name}"}`);
const linesOf = (topic: string): readonly string[] => [
  `${topic}: r ${document('Anne')}`,
  `${topic}: u ${document('Eve')}`,
  `${topic}: d null`,
  `${topic}: null`,
];

describe('what Debezium publishes for MongoDB', () => {
  it.each([
    ['the tutorial', tutorial, 'dbserver1.inventory.customers'],
    [
      'topics named by a router',
      {
        ...tutorial,
        'schema.history.internal.kafka.bootstrap.servers': 'kafka:9092',
        transforms: 'route',
        'transforms.route.type': 'org.apache.kafka.connect.transforms.RegexRouter',
        'transforms.route.regex': '([^.]+)\\.([^.]+)\\.([^.]+)',
        'transforms.route.replacement': '$3',
      },
      'customers',
    ],
  ] satisfies ReadonlyArray<readonly [string, Published, string]>)(
    '%s',
    { timeout: 120_000 },
    async (_what, config, topic) => {
      own = ownSuffix();
      collections = await createSourceCollections(url);
      const { name, db, client } = collections;
      await client.db('admin').command({ createUser: name, pwd: 'dbz', roles: ['root'] });
      const names = { inventory: name, dbserver1: `dbserver1_${own}`, customers: `customers_${own}` };
      const ours = (text: string): string => renamed(text, names);
      const customers = db.collection<Doc<string>>(ours('customers'));
      await customers.insertOne({ _id: 'a', name: 'Anne' });
      await post(worker, own, pasted(config, { 'mongodb.connection.string': url, 'mongodb.user': name }, names));
      await awaitLines(bootstrapServers, ours(topic), 1);
      await customers.updateOne({ _id: 'a' }, { $set: { name: 'Eve' } });
      // It is looked up again with the update, and must be there then.
      await awaitLines(bootstrapServers, ours(topic), 2);
      await customers.deleteOne({ _id: 'a' });
      const found = await awaitLines(bootstrapServers, ours(topic), 4);
      expect(found).toEqual(linesOf(ours(topic)));
    },
  );
});
