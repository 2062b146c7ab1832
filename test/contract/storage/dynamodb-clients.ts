import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { createTables } from '../../../lib/storage/dynamodb/create-tables.ts';
import { createDynamoDbStorage, type DynamoDbStorageOptions } from '../../../lib/storage/dynamodb/dynamodb-storage.ts';
import type { TableNames } from '../../../lib/storage/dynamodb/tables.ts';
import type { Storage } from '../../../lib/storage/storage.ts';
import type { AwsConnection } from '../../services/aws-connection.ts';

export interface DynamoDbClients {
  readonly client: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  /** Names that no other test uses; the tables exist. */
  newTables(): Promise<TableNames>;
  openStorage(tables: TableNames, options?: Partial<DynamoDbStorageOptions>): Storage;
  destroy(): void;
}

export const createClients = ({ endpoint, region, accessKeyId, secretAccessKey }: AwsConnection): DynamoDbClients => {
  const settings = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  const client = new DynamoDBClient(settings);
  const streams = new DynamoDBStreamsClient(settings);
  return {
    client,
    streams,
    newTables: async () => {
      const prefix = randomUUID();
      const names = { configs: `${prefix}-configs`, offsets: `${prefix}-offsets`, statuses: `${prefix}-statuses` };
      await createTables(client, names);
      return names;
    },
    openStorage: (tables, options) =>
      createDynamoDbStorage({ client, streams, tables, pollIntervalMs: 20, ...options }),
    destroy: () => {
      client.destroy();
      streams.destroy();
    },
  };
};
