import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { defineSinkTask } from '../../../config/define-task.ts';
import { type DynamodbSinkConfig, dynamodbSinkConfig } from './config.ts';
import { sinkSettings } from './settings.ts';
import { createDynamodbSinkTask } from './sink-task.ts';
import { createTables } from './tables.ts';
import { createWriter } from './writer.ts';

const createClient = (config: DynamodbSinkConfig): DynamoDBClient =>
  new DynamoDBClient({
    region: config['aws.dynamodb.region'],
    ...(config['aws.dynamodb.endpoint'] === '' ? {} : { endpoint: config['aws.dynamodb.endpoint'] }),
    ...(config['aws.access.key.id'] === ''
      ? {}
      : {
          credentials: {
            accessKeyId: config['aws.access.key.id'],
            secretAccessKey: config['aws.secret.access.key'].value(),
          },
        }),
  });

/** Follows Confluent's `DynamoDbSinkTask`; the one place that reaches DynamoDB. */
export const dynamodbSinkTask = defineSinkTask(dynamodbSinkConfig, async (config, context) => {
  const settings = sinkSettings(config);
  const client = createClient(config);
  return createDynamodbSinkTask({
    settings,
    tables: createTables(client, settings, context.log),
    write: createWriter({ client, settings, now: Date.now, sleep }),
    context,
    stop: () => client.destroy(),
  });
});
