import { randomUUID } from 'node:crypto';
import { type Db, MongoClient } from 'mongodb';
import type { RawConfig } from '../../../../lib/connect/connector.ts';
import { debeziumMongodbTask } from '../../../../lib/connectors/debezium/mongodb/task.ts';
import { type Reader, type ReaderOptions, startReader } from '../reader.ts';

/** A database of a test's own in a deployment that may be shared. */
export interface SourceCollections {
  readonly name: string;
  readonly client: MongoClient;
  readonly db: Db;
  /** A connector's configuration, with topics of its own. */
  config(id: string, more?: RawConfig): Record<string, string>;
  /** The server's time now, as `capture.start.op.time` has it. */
  now(): Promise<string>;
  drop(): Promise<void>;
}

export const createSourceCollections = async (url: string): Promise<SourceCollections> => {
  const name = `dbz_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const client = await new MongoClient(url).connect();
  const db = client.db(name);
  return {
    name,
    client,
    db,
    config: (id, more = {}) => ({
      'connector.class': 'io.debezium.connector.mongodb.MongoDbConnector',
      'mongodb.connection.string': url,
      'topic.prefix': `${id}_${name}`,
      'database.include.list': name,
      ...more,
    }),
    now: async () => String((await db.command({ ping: 1 })).operationTime.toBigInt()),
    drop: async () => {
      await db.dropDatabase();
      await client.close();
    },
  };
};

/** A document whose `_id` is no ObjectId. */
export interface Doc<Id = number> {
  readonly _id: Id;
  readonly [name: string]: unknown;
}

export const startMongoReader = (config: RawConfig, options: Omit<ReaderOptions, 'plugin'> = {}): Promise<Reader> =>
  startReader(config, {
    ...options,
    partition: { server_id: config['topic.prefix'] ?? '' },
    plugin: debeziumMongodbTask,
  });
