import { type DynamoDBClient, type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { attempt } from './attempt.ts';

/** Writes all or nothing, if every condition holds. */
export const transact = async (client: DynamoDBClient, items: readonly TransactWriteItem[]): Promise<void> => {
  const names = items.map(
    ({ ConditionCheck, Put, Delete, Update }) => (ConditionCheck ?? Put ?? Delete ?? Update)?.TableName,
  );
  const tables = [...new Set(names)].join(', ');
  // A new command each time: its idempotency token belongs to one try.
  await attempt(tables, () => client.send(new TransactWriteItemsCommand({ TransactItems: [...items] })));
};
