import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  paginateQuery,
  paginateScan,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { attempt } from './attempt.ts';

export type Item = Record<string, AttributeValue>;

/** The parts of requests in DynamoDB's expression language. */
interface Expression {
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Item;
}

export interface Condition extends Expression {
  readonly ConditionExpression: string;
}

export interface Filter extends Expression {
  readonly FilterExpression: string;
}

interface Update extends Expression {
  readonly UpdateExpression: string;
  readonly ConditionExpression?: string;
}

/** Requests to one table. Reads are consistent, and go on to the last page. */
export interface Table {
  readonly name: string;
  /** The items of a connector, or of those the ones whose sort key begins so. */
  query(connector: string, prefix?: string): Promise<readonly Item[]>;
  scan(filter?: Filter): Promise<readonly Item[]>;
  put(item: Item, condition?: Condition): Promise<void>;
  /** @returns the item as it is now. */
  update(key: Item, update: Update): Promise<Item>;
  remove(key: Item): Promise<void>;
}

export const createTable = (client: DynamoDBClient, name: string, sortKey = 'item'): Table => ({
  name,
  query: (connector, prefix) =>
    attempt(name, () =>
      collect(paginateQuery({ client }, { ...readFrom(name), ...keyCondition(connector, sortKey, prefix) })),
    ),
  scan: (filter) => attempt(name, () => collect(paginateScan({ client }, { ...readFrom(name), ...filter }))),
  put: async (item, condition) => {
    await attempt(name, () => client.send(new PutItemCommand({ TableName: name, Item: item, ...condition })));
  },
  update: async (key, update) => {
    const command = { TableName: name, Key: key, ReturnValues: 'ALL_NEW', ...update } as const;
    const { Attributes = {} } = await attempt(name, () => client.send(new UpdateItemCommand(command)));
    return Attributes;
  },
  remove: async (key) => {
    await attempt(name, () => client.send(new DeleteItemCommand({ TableName: name, Key: key })));
  },
});

const keyCondition = (connector: string, sortKey: string, prefix?: string) =>
  prefix === undefined
    ? {
        KeyConditionExpression: 'connector = :connector',
        ExpressionAttributeValues: { ':connector': { S: connector } },
      }
    : {
        KeyConditionExpression: 'connector = :connector AND begins_with(#sortKey, :prefix)',
        ExpressionAttributeNames: { '#sortKey': sortKey },
        ExpressionAttributeValues: { ':connector': { S: connector }, ':prefix': { S: prefix } },
      };

const readFrom = (name: string) => ({ TableName: name, ConsistentRead: true });

const collect = async (pages: AsyncIterable<{ readonly Items?: Item[] | undefined }>): Promise<readonly Item[]> => {
  const items: Item[] = [];
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
};
