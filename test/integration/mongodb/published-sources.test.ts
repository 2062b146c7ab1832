import type { Document } from 'mongodb';
import { afterAll, describe, expect, inject, it } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { PUBLISHED } from '../../unit/mongodb/published-configs.ts';
import { publishedConfigs } from '../../worker/published-configs.ts';
import { readTopic } from '../../worker/read-topic.ts';
import { client, newDatabase, url } from './database.ts';

const { bootstrapServers } = inject('kafka');
const configs = publishedConfigs(bootstrapServers, { 'value.converter.schemas.enable': 'false' });

/** Names of databases are published, too: they are gone in the end. */
const databases = ['CDCTutorial', 'Tutorial1', 'Stocks'];
const unique = (): string => {
  const { databaseName } = newDatabase();
  databases.push(databaseName);
  return databaseName;
};
afterAll(async () => {
  for (const name of databases) await client.db(name).dropDatabase();
});

const paste = async (which: string, changes: RawConfig = {}): Promise<string> =>
  configs.paste(PUBLISHED[which] ?? {}, { 'connection.uri': url, ...changes });

const valuesOf = async (topic: string): Promise<readonly unknown[]> => {
  configs.cleanUp(topic);
  return (await readTopic(bootstrapServers, topic)).map(({ value }): unknown => JSON.parse(value ?? 'null'));
};

/** Records whose value is a text of JSON. */
const documentsOf = async (topic: string): Promise<readonly Document[]> =>
  (await valuesOf(topic)).map((text): Document => JSON.parse(String(text)));

/** A stream begins when its task does: the document is written again and again until it is seen. */
const insertUntil = async (
  connector: string,
  { namespace, document, check }: { readonly namespace: string; readonly document: Document; check(): Promise<void> },
): Promise<void> => {
  const [database = '', collection = ''] = namespace.split('.');
  await configs.expectSoon(connector, async () => {
    await client
      .db(database)
      .collection(collection)
      .insertOne({ ...document });
    await check();
  });
};

describe('as published, it runs:', () => {
  it('CDC tutorial, source and sink', async () => {
    const [from, to] = ['Source', 'Destination'].map((name) => client.db('CDCTutorial').collection(name));
    const source = await paste('CDC tutorial, source');
    await insertUntil(source, {
      namespace: 'CDCTutorial.Source',
      document: { proclaim: 'Hello World!' },
      check: async () => expect(await documentsOf('CDCTutorial.Source')).not.toHaveLength(0),
    });
    const first = (await documentsOf('CDCTutorial.Source'))[0]?.fullDocument._id.$oid;
    await from?.deleteMany({ $expr: { $ne: [{ $toString: '$_id' }, first] } });
    await from?.updateOne({}, { $set: { proclaim: 'Changed' } });
    const sink = await paste('CDC tutorial, sink');
    await configs.expectSoon(sink, async () =>
      expect((await to?.find().toArray())?.map(({ proclaim }) => proclaim)).toEqual(['Changed']),
    );
  });

  it('source tutorial', async () => {
    const name = await paste('source tutorial');
    await insertUntil(name, {
      namespace: 'Tutorial1.orders',
      document: { order_id: 1, item: 'coffee' },
      check: async () =>
        expect((await documentsOf('Tutorial1.orders'))[0]).toEqual({
          _id: { $oid: expect.any(String) },
          order_id: 1,
          item: 'coffee',
        }),
    });
  });

  it('time series tutorial, source and sink', async () => {
    const price = { Symbol: 'MDB', Price: 1.6, tx_time: '2021-07-12T20:05:30Z' };
    await client
      .db('Stocks')
      .collection('PriceData')
      .insertOne({ ...price });
    configs.cleanUp('marketdata.Stocks.PriceData');
    await paste('time series tutorial, source');
    const sink = await paste('time series tutorial, sink');
    await configs.expectSoon(sink, async () => {
      const found = await client.db('Stocks').collection('StockDataMigrate').find().toArray();
      expect(found).toEqual([{ _id: expect.anything(), ...price, tx_time: new Date(price.tx_time) }]);
    });
    const [created] = await client.db('Stocks').listCollections({ name: 'StockDataMigrate' }).toArray();
    expect(created?.type).toBe('timeseries');
  });

  it('copy existing data, of one country', async () => {
    const database = unique();
    const customers = [
      { country: 'Mexico', name: 'Maria' },
      { country: 'Chile', name: 'Carlos' },
      { country: 'Mexico', name: 'Frida' },
    ];
    await client.db(database).collection<Document>('customers').insertMany(customers);
    const name = await paste('copy existing data', { database });
    await configs.expectSoon(name, async () => {
      const copied = await documentsOf(`${database}.customers`);
      expect(copied.map(({ fullDocument }) => fullDocument.name)).toEqual(['Maria', 'Frida']);
    });
  });

  it('copy several collections', async () => {
    const database = unique();
    for (const collection of ['customers', 'products', 'others'])
      await client.db(database).collection(collection).insertOne({ name: collection });
    const regex = PUBLISHED['copy several collections']?.['startup.mode.copy.existing.namespace.regex'] ?? '';
    const name = await paste('copy several collections', {
      database,
      'startup.mode.copy.existing.namespace.regex': regex.replace('shopping', database),
    });
    await configs.expectSoon(name, async () => {
      for (const collection of ['customers', 'products'])
        expect(await documentsOf(`${database}.${collection}`)).toMatchObject([{ fullDocument: { name: collection } }]);
    });
    expect(await documentsOf(`${database}.others`)).toEqual([]);
  });

  it('a pipeline, over all of the deployment', async () => {
    const database = unique();
    const name = await paste('a pipeline');
    await insertUntil(name, {
      namespace: `${database}.events`,
      document: { eventId: 321, what: 'seen' },
      check: async () => {
        await client.db(database).collection('events').insertOne({ eventId: 322, what: 'unseen' });
        const events = await documentsOf(`${database}.events`);
        expect(new Set(events.map(({ fullDocument }) => JSON.stringify(fullDocument)))).toEqual(
          new Set(['{"what": "seen"}'].map((text) => JSON.stringify(JSON.parse(text)))),
        );
      },
    });
  });

  it('a schema', async () => {
    const database = unique();
    const name = await paste('a schema', { database });
    const customer = { name: 'Sally', visits: [new Date(5), new Date(7)], goods_purchased: { apple: 1, banana: 10 } };
    await insertUntil(name, {
      namespace: `${database}.purchases`,
      document: customer,
      check: async () =>
        expect((await valuesOf(`${database}.purchases`))[0]).toMatchObject({
          schema: { type: 'struct', name: 'Customer' },
          payload: { ...customer, visits: [5, 7] },
        }),
    });
  });

  it('JSON with inferred schemas', async () => {
    const database = unique();
    const name = await paste('JSON with inferred schemas', { database });
    await insertUntil(name, {
      namespace: `${database}.c`,
      document: { n: 1 },
      check: async () =>
        expect((await valuesOf(`${database}.c`))[0]).toMatchObject({
          schema: { type: 'struct' },
          payload: { operationType: 'insert', fullDocument: { n: 1 } },
        }),
    });
  });
});
