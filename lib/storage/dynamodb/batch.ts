import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetItemCommand, BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { attempt } from './attempt.ts';
import { chunks } from './chunks.ts';
import type { Item } from './table.ts';

/** What one request may hold; https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const maxReads = 100;
const maxWrites = 25;

/** The items with these keys that exist, in no order. No key may come twice. */
export const getAll = async (
  client: DynamoDBClient,
  table: string,
  keys: readonly Item[],
): Promise<readonly Item[]> => {
  const items: Item[] = [];
  await inBatches(keys, maxReads, async (batch) => {
    const command = new BatchGetItemCommand({ RequestItems: { [table]: { Keys: [...batch], ConsistentRead: true } } });
    const { Responses, UnprocessedKeys } = await attempt(table, () => client.send(command));
    items.push(...(Responses?.[table] ?? []));
    return UnprocessedKeys?.[table]?.Keys;
  });
  return items;
};

/** Deletes the items with these keys, each on its own. */
export const removeAll = (client: DynamoDBClient, table: string, keys: readonly Item[]): Promise<void> =>
  inBatches(keys, maxWrites, async (batch) => {
    const requests = batch.map((key) => ({ DeleteRequest: { Key: key } }));
    const command = new BatchWriteItemCommand({ RequestItems: { [table]: requests } });
    const { UnprocessedItems } = await attempt(table, () => client.send(command));
    return UnprocessedItems?.[table]?.flatMap(({ DeleteRequest }) => (DeleteRequest?.Key ? [DeleteRequest.Key] : []));
  });

const unprocessedPauseMs = 50;

/** DynamoDB leaves keys unprocessed when the table is busy or the answer would be too large: these are sent again. */
const inBatches = async (
  keys: readonly Item[],
  size: number,
  send: (batch: readonly Item[]) => Promise<readonly Item[] | undefined>,
): Promise<void> => {
  for (const batch of chunks(keys, size))
    for (let rest = (await send(batch)) ?? []; rest.length > 0; rest = (await send(rest)) ?? [])
      await sleep(unprocessedPauseMs);
};
