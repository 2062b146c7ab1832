import { MongoClient } from 'mongodb';
import { inject, it } from 'vitest';
import { startMongoDB } from '../../services/mongodb.ts';
import { expectCompactedTopic, KILL_RECORDS, KILL_TIMEOUT_MS } from '../../worker/compacted-topic.ts';

const { bootstrapServers } = inject('kafka');

/** As long as a restart of a server may take; CI waits less to stay quick. */
const AWAY_MS = KILL_RECORDS >= 100_000 ? 30_000 : 5000;

it(
  'writes what the compacted topic holds, whatever is killed and although MongoDB is away for a while',
  async () => {
    const mongodb = await startMongoDB();
    const client = new MongoClient(mongodb.url);
    try {
      await expectCompactedTopic({
        bootstrapServers,
        key: 'struct',
        config: (topic) => ({
          'connector.class': 'com.mongodb.kafka.connect.MongoSinkConnector',
          'connection.uri': `${mongodb.url}&serverSelectionTimeoutMS=2000`,
          database: 'compacted',
          collection: topic,
          'document.id.strategy': 'com.mongodb.kafka.connect.sink.processor.id.strategy.FullKeyStrategy',
          'delete.on.null.values': 'true',
        }),
        read: async (topic) => {
          const documents = await client.db('compacted').collection(topic).find().toArray();
          return new Map(documents.map(({ _id, n }) => [Object(_id).id, n]));
        },
        interrupt: async () => {
          await mongodb.kill();
          await new Promise((resolve) => setTimeout(resolve, AWAY_MS));
          await mongodb.restart();
        },
      });
    } finally {
      await client.close();
      await mongodb.stop();
    }
  },
  KILL_TIMEOUT_MS,
);
