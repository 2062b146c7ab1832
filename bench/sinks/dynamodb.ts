import { BatchWriteItemCommand, CreateTableCommand, DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { dynamodbSinkTask } from '../../lib/connectors/dynamodb/sink/task.ts';
import { sinkContext } from '../../test/contract/tasks/contexts.ts';
import { besideBareLoop } from './beside-bare-loop.ts';
import { BATCH, sinkRecords } from './records.ts';
import { startService } from './start-service.ts';

const ITEMS = 25;
const CONCURRENT = 8;

const facts = v.object({
  endpoint: v.string(),
  region: v.string(),
  accessKeyId: v.string(),
  secretAccessKey: v.string(),
});

/** Batches of 25, eight at once. */
const bareLoop = async (client: DynamoDBClient): Promise<void> => {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let first = next; first < BATCH; first = next) {
      next += ITEMS;
      const bare = Array.from(
        { length: Math.min(ITEMS, BATCH - first) },
        (_, row): WriteRequest => ({
          PutRequest: {
            Item: {
              key: { N: String(first + row) },
              id: { N: String(first + row) },
              name: { S: `name ${first + row}` },
              text: { S: 'x'.repeat(50) },
            },
          },
        }),
      );
      await client.send(new BatchWriteItemCommand({ RequestItems: { bare } }));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, worker));
};

/** Items by key, on DynamoDB Local. */
export const benchDynamodbSink = async (total: number) => {
  const { facts: dynamodb, stop } = await startService('dynamodb', facts);
  const { endpoint, region, ...credentials } = dynamodb;
  const client = new DynamoDBClient({ endpoint, region, credentials });
  await client.send(
    new CreateTableCommand({
      TableName: 'bare',
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'N' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const config = {
    'aws.dynamodb.endpoint': endpoint,
    'aws.dynamodb.region': region,
    'aws.access.key.id': credentials.accessKeyId,
    'aws.secret.access.key': credentials.secretAccessKey,
    'aws.dynamodb.pk.hash': 'key',
    'aws.dynamodb.pk.sort': '',
  };
  const task = await dynamodbSinkTask.start(config, sinkContext(config));
  const records = sinkRecords('bench');
  try {
    const bench = { name: 'dynamodb sink', put: () => task.put(records), bareLoop: () => bareLoop(client) };
    return await besideBareLoop(bench, total);
  } finally {
    await task.stop?.();
    client.destroy();
    await stop();
  }
};
