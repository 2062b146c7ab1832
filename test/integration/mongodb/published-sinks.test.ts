import type { Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { PUBLISHED } from '../../unit/mongodb/published-configs.ts';
import { publishedConfigs } from '../../worker/published-configs.ts';
import { readTopic } from '../../worker/read-topic.ts';
import { client, newDatabase, url } from './database.ts';

const { bootstrapServers } = inject('kafka');
const configs = publishedConfigs(bootstrapServers, {
  'key.converter.schemas.enable': 'false',
  'value.converter.schemas.enable': 'false',
});

/** Has something for every configuration that reads `topicA`. */
const KEY = { location: 'Paris', date_month: 'May', authToken: 'x', registration: { source: 'web', at: 1 } };
const VALUE = {
  name: 'Ann',
  address: { city: 'Rome', zip: '00100' },
  hobbies: ['chess'],
  crepes: { purchased: 4 },
  flight_no: 'Z342',
  airport_code: 'LAX',
  k1: 1,
  k2: 2,
  k4: 4,
};

const databases: string[] = [];
beforeAll(async () => {
  const message = { topic: 'topicA', key: JSON.stringify(KEY), value: JSON.stringify(VALUE) };
  await configs.produce([message, { ...message, value: JSON.stringify({ ...VALUE, name: 'Bob' }) }]);
});
afterAll(async () => {
  for (const name of databases) await client.db(name).dropDatabase();
});

/** A database of its own for each: otherwise all would write to one collection. */
const paste = async (which: string, changes: RawConfig = {}) => {
  const { databaseName: database } = newDatabase();
  databases.push(database);
  const name = await configs.paste(PUBLISHED[which] ?? {}, { 'connection.uri': url, database, ...changes });
  return { name, database: client.db(database) };
};

interface Expected {
  readonly collection?: string;
  readonly changes?: RawConfig;
}

const writes = async (
  which: string,
  expected: readonly Document[],
  { collection = 'topicA', changes = {} }: Expected = {},
): Promise<void> => {
  const { name, database } = await paste(which, changes);
  await configs.expectSoon(name, async () =>
    expect(await database.collection(collection).find().sort({ name: 1 }).toArray()).toEqual(expected),
  );
};

const both = (document: Document): readonly Document[] =>
  ['Ann', 'Bob'].map((name) => ({ _id: expect.anything(), ...document, name }));
const { crepes, ...rest } = VALUE;

/** Which processors there are the page says elsewhere. */
const renaming = (processor: string): Expected => {
  const prefix = 'com.mongodb.kafka.connect.sink.processor';
  return { changes: { 'post.processor.chain': `${prefix}.DocumentIdAdder,${prefix}.field.renaming.${processor}` } };
};

describe('as published, it runs:', () => {
  it('sink tutorial', async () => {
    await configs.produce([{ topic: 'Tutorial2.pets', value: '{"id": 1, "name": "roscoe"}' }]);
    await writes('sink tutorial', [{ _id: expect.anything(), id: 1, name: 'roscoe' }], { collection: 'pets' });
  });

  it('fields renamed by a mapping', () =>
    writes('fields renamed by a mapping', both({ ...rest, flapjacks: crepes }), renaming('RenameByMapping')));

  it('fields renamed by expressions', () =>
    writes('fields renamed by expressions', both({ ...rest, crepes: { quantity: 4 } }), renaming('RenameByRegExp')));

  it('fields blocked, of keys alone', () => writes('fields blocked', both(VALUE)));

  it('fields allowed, where documents are inserted', () => {
    // The list leaves no `_id`, by which the original, too, would replace a document.
    const strategy = 'com.mongodb.kafka.connect.sink.writemodel.strategy.InsertOneDefaultStrategy';
    return writes('fields allowed', both({ address: { city: 'Rome' }, hobbies: ['chess'] }), {
      changes: { 'writemodel.strategy': strategy },
    });
  });

  it('a business key', () => {
    // The second record replaces the first.
    return writes('a business key', [{ _id: expect.anything(), ...VALUE, name: 'Bob' }]);
  });

  it('overrides of a topic', () => {
    const { k2: _k2, k4: _k4, ...left } = VALUE;
    return writes('overrides of a topic', both(left), { collection: 'collectionA' });
  });

  it('errors tolerated', async () => {
    const topics = 'topicOfErrors';
    configs.cleanUp('example.deadletterqueue');
    await configs.produce([
      { topic: topics, value: '{"n": 1}' },
      { topic: topics, value: '"no document"' },
      { topic: topics, value: '{"n": 2}' },
    ]);
    const { name, database } = await paste('errors tolerated', {
      topics,
      // There is but one broker here.
      'errors.deadletterqueue.topic.replication.factor': '1',
    });
    await configs.expectSoon(name, async () => {
      const documents = await database.collection(topics).find().sort({ n: 1 }).toArray();
      expect(documents.map(({ n }) => n)).toEqual([1, 2]);
      const dead = await readTopic(bootstrapServers, 'example.deadletterqueue');
      expect(dead.map(({ value }) => value)).toEqual(['"no document"']);
    });
  });
});
