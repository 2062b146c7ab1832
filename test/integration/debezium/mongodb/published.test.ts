import { Binary, Decimal128, Double, Int32, Long, ObjectId } from 'mongodb';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { service } from '../../../services/on-demand.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../../worker/worker-process.ts';
import { databases } from '../../jdbc/databases.ts';
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
  for (const name of [own, `${own}-sink`]) await remove(worker, name);
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

const routed: Published = {
  ...tutorial,
  'schema.history.internal.kafka.bootstrap.servers': 'kafka:9092',
  transforms: 'route',
  'transforms.route.type': 'org.apache.kafka.connect.transforms.RegexRouter',
  'transforms.route.regex': '([^.]+)\\.([^.]+)\\.([^.]+)',
  'transforms.route.replacement': '$3',
};

/** Printed beside it, for its documents as rows. */
const sink: Published = {
  'connector.class': 'io.confluent.connect.jdbc.JdbcSinkConnector',
  'tasks.max': '1',
  topics: 'customers',
  'connection.url': 'jdbc:postgresql://postgres:5432/inventorydb?user=postgresuser&password=postgrespw',
  'auto.create': 'true',
  'auto.evolve': 'true',
  'insert.mode': 'upsert',
  'delete.enabled': 'true',
  'pk.fields': 'id',
  'pk.mode': 'record_key',
  transforms: 'mongoflatten',
  'transforms.mongoflatten.type': 'io.debezium.connector.mongodb.transforms.ExtractNewDocumentState',
  'transforms.mongoflatten.drop.tombstones': 'false',
};

/** A value of each type that is a column, and its text in PostgreSQL. */
const VALUES: ReadonlyArray<readonly [field: string, value: unknown, text: string]> = [
  ['s', 'é 𝄞', 'é 𝄞'],
  ['i', new Int32(-5), '-5'],
  ['l', Long.fromString('9007199254740993'), '9007199254740993'],
  ['d', new Double(0.1), '0.1'],
  ['n', Decimal128.fromString('12345678901234567890.0123456789'), '12345678901234567890.0123456789'],
  ['b', true, 'true'],
  ['at', new Date('2024-02-29T12:30:00.123Z'), '2024-02-29 12:30:00.123'],
  ['o', new ObjectId('0123456789abcdef01234567'), '0123456789abcdef01234567'],
  ['y', new Binary(Uint8Array.of(0, 255)), '\\x00ff'],
  ['a', [new Int32(1), new Int32(2)], '{1,2}'],
];

const router: Published = {
  transforms: 'outbox',
  'transforms.outbox.type': 'io.debezium.connector.mongodb.transforms.outbox.MongoEventRouter',
};

const ORDER = {
  _id: new ObjectId('da8d6de63b7745ff8f4457db'),
  lineItems: [{ id: new Int32(1), price: new Double(39.5) }],
};
const ORDER_TEXT = `{
  "_id": {
    "$oid": "da8d6de63b7745ff8f4457db"
  },
  "lineItems": [
    {
      "id": {
        "$numberInt": "1"
      },
      "price": {
        "$numberDouble": "39.5"
      }
    }
  ]
}`;
const AVRO = { payload: new Binary(Buffer.from('avro')), value: 'avro' };

/** Of the reference; those of more fields it prints with the router of rows, which takes no documents. */
const OUTBOXES: ReadonlyArray<{
  readonly what: string;
  readonly config: Published;
  readonly payload: unknown;
  readonly value: string;
  readonly headers?: string;
}> = [
  { what: 'as it is by default', config: router, payload: ORDER, value: ORDER_TEXT },
  {
    what: 'bytes as they are',
    config: { ...router, 'value.converter': 'io.debezium.converters.ByteArrayConverter' },
    ...AVRO,
  },
  {
    what: 'bytes as they are, other records in JSON',
    config: {
      ...router,
      'value.converter': 'io.debezium.converters.ByteArrayConverter',
      'value.converter.delegate.converter.type': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter.delegate.converter.type.schemas.enable': 'false',
    },
    ...AVRO,
  },
  {
    what: 'a field as a header',
    config: { ...router, 'transforms.outbox.collection.fields.additional.placement': 'eventType:header:type' },
    payload: 'p',
    value: 'p',
    headers: ' type=order-created',
  },
  {
    what: 'a field beside the payload',
    config: { ...router, 'transforms.outbox.collection.fields.additional.placement': 'eventType:envelope:type' },
    payload: 'p',
    value: '{"payload":"p","type":"order-created"}',
  },
  {
    what: 'a field as the partition',
    config: { ...router, 'transforms.outbox.collection.fields.additional.placement': 'partitionField:partition' },
    payload: 'p',
    value: 'p',
  },
  {
    what: 'documents expanded',
    config: {
      ...router,
      'transforms.outbox.collection.expand.json.payload': 'true',
      'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
    },
    payload: ORDER,
    value: 'Struct{_id=da8d6de63b7745ff8f4457db,lineItems=[Struct{id=1,price=39.5}]}',
  },
];

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
    ['topics named by a router', routed, 'customers'],
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

  it.each(OUTBOXES)('an outbox: $what', { timeout: 120_000 }, async ({ config, payload, value, headers = '' }) => {
    own = ownSuffix();
    collections = await createSourceCollections(url);
    const { name, db, client } = collections;
    await client.db('admin').command({ createUser: name, pwd: 'dbz', roles: ['root'] });
    const names = { inventory: name, dbserver1: `dbserver1_${own}` };
    await db.collection('outbox').insertOne({
      _id: new ObjectId('596e275826f08b2730779e1f'),
      aggregatetype: `Order_${own}`,
      aggregateid: new ObjectId('b2730779e1f596e275826f08'),
      type: 'OrderCreated',
      eventType: 'order-created',
      partitionField: new Int32(0),
      payload,
    });
    const place = { 'mongodb.connection.string': url, 'mongodb.user': name };
    await post(worker, own, pasted({ ...tutorial, ...config }, place, names));
    const topic = `outbox.event.Order_${own}`;
    expect(await awaitLines(bootstrapServers, topic, 1)).toEqual([
      `${topic}: ${value} id=596e275826f08b2730779e1f${headers}`,
    ]);
  });

  it('documents as rows of PostgreSQL, every type that is a column', { timeout: 120_000 }, async () => {
    own = ownSuffix();
    collections = await createSourceCollections(url);
    const { name, db, client } = collections;
    const target = await databases.find(([one]) => one === 'postgres')?.[1]();
    if (target === undefined) throw new Error('no PostgreSQL');
    await client.db('admin').command({ createUser: name, pwd: 'dbz', roles: ['root'] });
    const names = { inventory: name, dbserver1: `dbserver1_${own}`, customers: `customers_${own}` };
    const customers = db.collection<Doc<string>>(renamed('customers', names));
    await customers.insertOne({ _id: 'a', ...Object.fromEntries(VALUES.map(([field, value]) => [field, value])) });
    const { 'connection.url': place, 'connection.user': user, 'connection.password': password } = target.config;
    await post(worker, own, pasted(routed, { 'mongodb.connection.string': url, 'mongodb.user': name }, names));
    const location = { 'connection.url': `${place}&user=${user}&password=${password}` };
    await post(worker, `${own}-sink`, pasted(sink, location, names));
    const columns = VALUES.map(([field]) => `${field}::text`).join(', ');
    const table = renamed('customers', names);
    const rows = () => target.select(`SELECT ${columns} FROM ${table} WHERE id = 'a'`).catch(() => null);
    const [row] = await waitFor('the row', async () => {
      const found = await rows();
      return found !== null && found.length > 0 && found;
    });
    expect(row).toEqual(VALUES.map(([, , text]) => text));
    await customers.deleteOne({ _id: 'a' });
    await waitFor('the row to go', async () => (await rows())?.length === 0);
    await target.close();
  });
});
