import {
  CreateTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { type TableDefinition, type TableNames, tables } from './tables.ts';

/** Creates the tables that are not there yet, for a local DynamoDB; on AWS the stack creates them. */
export const createTables = async (client: DynamoDBClient, names: TableNames): Promise<void> => {
  await createTable(client, names.configs, tables.configs);
  await createTable(client, names.offsets, tables.offsets);
  await createTable(client, names.statuses, tables.statuses);
};

const createTable = async (client: DynamoDBClient, name: string, definition: TableDefinition): Promise<void> => {
  const { partitionKey, sortKey, stream } = definition;
  const create = new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: partitionKey, KeyType: 'HASH' },
      { AttributeName: sortKey, KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [partitionKey, sortKey].map((key) => ({ AttributeName: key, AttributeType: 'S' })),
    ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream } }),
  });
  await client.send(create).catch((error: unknown) => {
    if (!(error instanceof ResourceInUseException)) throw error;
  });
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName: name });
};
