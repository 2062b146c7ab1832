import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { Logger } from '../connect/logger.ts';
import { createDynamoDbStorage } from '../storage/dynamodb/dynamodb-storage.ts';
import type { TableNames } from '../storage/dynamodb/tables.ts';
import type { Storage } from '../storage/storage.ts';

/** The tables in DynamoDB, with clients of their own that end with the storage. */
export const openDynamoDb = (
  tables: TableNames,
  settings: { readonly region?: string; readonly endpoint?: string },
  logger: Logger,
): Storage => {
  const client = new DynamoDBClient(settings);
  const streams = new DynamoDBStreamsClient(settings);
  const storage = createDynamoDbStorage({ client, streams, tables, logger });
  return {
    ...storage,
    close: async () => {
      await storage.close();
      client.destroy();
      streams.destroy();
    },
  };
};
