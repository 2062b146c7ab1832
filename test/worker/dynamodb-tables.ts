import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTables } from '../../lib/storage/dynamodb/create-tables.ts';
import type { TableNames } from '../../lib/storage/dynamodb/tables.ts';
import type { AwsConnection } from '../services/aws-connection.ts';

export const dynamoDbClient = ({ endpoint, region, accessKeyId, secretAccessKey }: AwsConnection): DynamoDBClient =>
  new DynamoDBClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });

/** Three empty tables of their own. */
export const createOwnTables = async (connection: AwsConnection): Promise<TableNames> => {
  const id = randomUUID();
  const tables = { configs: `configs-${id}`, offsets: `offsets-${id}`, statuses: `statuses-${id}` };
  const client = dynamoDbClient(connection);
  await createTables(client, tables);
  client.destroy();
  return tables;
};

/** A worker's properties for these tables. */
export const tableProperties = ({ endpoint, region }: AwsConnection, { configs, offsets, statuses }: TableNames) => ({
  'config.storage.table': configs,
  'offset.storage.table': offsets,
  'status.storage.table': statuses,
  'dynamodb.region': region,
  'dynamodb.endpoint': endpoint,
});

export const credentials = ({ accessKeyId, secretAccessKey }: AwsConnection) => ({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
});
