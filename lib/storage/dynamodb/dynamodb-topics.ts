import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { TopicStatus, TopicStore } from '../status-backing-store.ts';
import { removeAll } from './batch.ts';
import type { Item, Table } from './table.ts';
import { prefixes } from './tables.ts';

const storedTopic = v.object({ topic: v.string(), task: v.number(), discoverTimestamp: v.number() });

const readTopic = (item: Item): TopicStatus => v.parse(storedTopic, unmarshall(item));

const topicKey = (connector: string, topic: string): Item => marshall({ connector, item: `${prefixes.topic}${topic}` });

export const createDynamoDbTopics = (client: DynamoDBClient, table: Table): TopicStore => {
  const read = async (connector: string) => (await table.query(connector, prefixes.topic)).map(readTopic);
  return {
    topics: read,
    putTopic: (connector, { topic, task, discoverTimestamp }) =>
      table.put({ ...topicKey(connector, topic), ...marshall({ topic, task, discoverTimestamp }) }),
    resetTopics: async (connector) => {
      const topics = await read(connector);
      await removeAll(
        client,
        table.name,
        topics.map(({ topic }) => topicKey(connector, topic)),
      );
    },
  };
};
