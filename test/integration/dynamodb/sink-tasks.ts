import { randomUUID } from 'node:crypto';
import { type AttributeValue, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, inject } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { SinkTask } from '../../../lib/connect/sink-task.ts';
import { dynamodbSinkTask } from '../../../lib/connectors/dynamodb/sink/task.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';

const running: SinkTask[] = [];

afterEach(async () => {
  for (const task of running.splice(0)) await task.stop?.();
});

export const unique = (prefix: string): string => `${prefix}${randomUUID().slice(0, 13)}`;

const { endpoint, region, ...credentials } = inject('dynamodb');

/** A client that is not under test. */
export const client = new DynamoDBClient({ endpoint, region, credentials });

export const connectionKeys = {
  'aws.dynamodb.endpoint': endpoint,
  'aws.dynamodb.region': region,
  'aws.access.key.id': credentials.accessKeyId,
  'aws.secret.access.key': credentials.secretAccessKey,
};

/** A running sink task, stopped after the test; what it reports, by offset. */
export const startSink = async (raw: RawConfig, reports?: Map<number, string>): Promise<SinkTask> => {
  const reporter = reports && {
    report: async ({ kafkaOffset }: { readonly kafkaOffset: number }, error: Error) => {
      reports.set(kafkaOffset, error.message);
    },
  };
  const configs = { ...connectionKeys, ...raw };
  const task = await dynamodbSinkTask.start(configs, sinkContext(configs, reporter));
  running.push(task);
  return task;
};

/** Every item of a table. */
export const scan = async (
  TableName: string,
  reader: DynamoDBClient = client,
): Promise<ReadonlyArray<Record<string, AttributeValue>>> => {
  const items: Array<Record<string, AttributeValue>> = [];
  for (let ExclusiveStartKey: Record<string, AttributeValue> | undefined; ; ) {
    const page = await reader.send(
      new ScanCommand({ TableName, ConsistentRead: true, ...(ExclusiveStartKey && { ExclusiveStartKey }) }),
    );
    items.push(...(page.Items ?? []));
    if (page.LastEvaluatedKey === undefined) return items;
    ExclusiveStartKey = page.LastEvaluatedKey;
  }
};
