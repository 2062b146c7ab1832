import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { type DataError, RetriableError } from '../../../connect/errors.ts';
import { type Change, placeOf } from './change.ts';
import { isConditionFailed, isInvalid, refusal } from './failures.ts';
import type { SinkSettings } from './settings.ts';

const MAX_BATCH = 25;
const BATCHES_AT_ONCE = 8;
const ITEMS_AT_ONCE = 50;
const FIRST_BACKOFF_MS = 50;
const MAX_BACKOFF_MS = 2000;

interface Refused {
  readonly change: Change;
  readonly error: DataError;
}

/** Writes changes of different items of one table; returns those that DynamoDB refuses for what they hold. */
export type Write = (table: string, changes: readonly Change[]) => Promise<readonly Refused[]>;

export interface WriterOptions {
  readonly client: DynamoDBClient;
  readonly settings: Pick<SinkSettings, 'offsetAttribute' | 'maxRetryMs'>;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** Does the work of all, so many at once; the first failure ends it once nothing is under way. */
const sideBySide = async <T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> => {
  let next = 0;
  let hasFailed = false;
  const worker = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined && !hasFailed; item = items[next++])
      await work(item).catch((error: unknown) => {
        hasFailed = true;
        throw error;
      });
  };
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
};

const chunks = <T>(items: readonly T[], size: number): ReadonlyArray<readonly T[]> =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

const requestOf = ({ key, item }: Change): WriteRequest =>
  item === null ? { DeleteRequest: { Key: key } } : { PutRequest: { Item: item } };

/** Not behind what is there: no place is known, it is of another partition, or not later. */
const condition = ({ record }: Change, attribute: string) => ({
  ConditionExpression: 'attribute_not_exists(#a) OR #a.#p <> :p OR #a.#o <= :o',
  ExpressionAttributeNames: { '#a': attribute, '#p': 'partition', '#o': 'offset' },
  ExpressionAttributeValues: { ':p': { S: placeOf(record) }, ':o': { N: String(record.originalKafkaOffset) } },
});

export const createWriter = ({ client, settings, now, sleep }: WriterOptions): Write => {
  const { offsetAttribute, maxRetryMs } = settings;

  const single = async (TableName: string, change: Change): Promise<void> => {
    const { key, item } = change;
    const only = offsetAttribute === null ? {} : condition(change, offsetAttribute);
    try {
      if (item === null) await client.send(new DeleteItemCommand({ TableName, Key: key, ...only }));
      else await client.send(new PutItemCommand({ TableName, Item: item, ...only }));
    } catch (error) {
      // What is there is newer.
      if (!isConditionFailed(error)) throw error;
    }
  };

  const each = async (table: string, changes: readonly Change[]): Promise<readonly Refused[]> => {
    const refused: Refused[] = [];
    await sideBySide(changes, ITEMS_AT_ONCE, async (change) => {
      try {
        await single(table, change);
      } catch (error) {
        if (!isInvalid(error)) throw error;
        refused.push({ change, error: refusal(error) });
      }
    });
    return refused;
  };

  /** Until DynamoDB has taken all of them, or the time is up. */
  const batch = async (table: string, changes: readonly Change[]): Promise<void> => {
    const deadline = now() + maxRetryMs;
    let pending = changes.map(requestOf);
    for (let backoffMs = FIRST_BACKOFF_MS; ; backoffMs = Math.min(backoffMs * 2, MAX_BACKOFF_MS)) {
      const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: pending } }));
      pending = UnprocessedItems?.[table] ?? [];
      if (pending.length === 0) return;
      if (now() + backoffMs > deadline)
        throw new RetriableError(
          `DynamoDB has not taken ${pending.length} items of table ${table} for ${maxRetryMs} ms`,
        );
      await sleep(backoffMs);
    }
  };

  const batches = async (table: string, changes: readonly Change[]): Promise<readonly Refused[]> => {
    const refused: Refused[] = [];
    await sideBySide(chunks(changes, MAX_BATCH), BATCHES_AT_ONCE, async (some) => {
      try {
        await batch(table, some);
      } catch (error) {
        if (!isInvalid(error)) throw error;
        refused.push(...(await each(table, some)));
      }
    });
    return refused;
  };

  return offsetAttribute === null ? batches : each;
};
