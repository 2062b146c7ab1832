import type { MongoClient } from 'mongodb';
import type { MongoDBConfig } from './config.ts';
import { type Namespace, parseNamespace } from './namespace.ts';

const databaseNames = async (client: MongoClient): Promise<readonly string[]> => {
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true, authorizedDatabases: true });
  return databases.map(({ name }) => name);
};

/** The server's own collections never show in change streams. */
const isOwn = (collection: string): boolean => !collection.startsWith('system.');

const collectionsOf = async (client: MongoClient, db: string): Promise<readonly Namespace[]> => {
  const infos = await client.db(db).listCollections({}, { nameOnly: true, authorizedCollections: true }).toArray();
  return infos.map(({ name }) => ({ db, collection: name })).filter(({ collection }) => isOwn(collection));
};

const inScope = async (client: MongoClient, config: MongoDBConfig): Promise<readonly Namespace[]> => {
  const target = config['capture.target'] ?? '';
  switch (config['capture.scope']) {
    case 'collection':
      return [parseNamespace(target)];
    case 'database':
      return collectionsOf(client, target);
    default: {
      const found: Namespace[] = [];
      for (const db of await databaseNames(client)) found.push(...(await collectionsOf(client, db)));
      return found;
    }
  }
};

const byName = (one: Namespace, other: Namespace): number =>
  one.collection === other.collection
    ? Number(one.db > other.db) - Number(one.db < other.db)
    : Number(one.collection > other.collection) - Number(one.collection < other.collection);

/** The captured collections that there are, in the order of a snapshot: by their own names, whatever the database. */
export const listCollections = async (
  client: MongoClient,
  config: MongoDBConfig,
  isCaptured: (namespace: Namespace) => boolean,
): Promise<readonly Namespace[]> => (await inScope(client, config)).filter(isCaptured).toSorted(byName);

/** Whether documents can be read along the index of their `_id`: not those of views and time series. */
export const hasIdIndex = async (client: MongoClient, { db, collection }: Namespace): Promise<boolean> => {
  const [info] = await client.db(db).listCollections({ name: collection }, { nameOnly: true }).toArray();
  return info === undefined || info.type === 'collection';
};
