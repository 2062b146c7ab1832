import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { decodePending, encodePending } from '../pending-json.ts';
import type { PendingOffsets, PendingReplacement } from '../pending-offsets.ts';
import type { Lease } from '../status-backing-store.ts';
import { fitting } from './item-size.ts';
import type { Condition, Item } from './table.ts';
import { prefixes } from './tables.ts';

const keyOf = ({ connector, task }: Lease): Item => marshall({ connector, partition: `${prefixes.pending}${task}` });

/** Source partitions begin with `{`, or are the digits of a hash. */
export const isPending = ({ partition }: Item): boolean => partition?.S?.startsWith(prefixes.pending) ?? false;

const storedPending = v.object({ partition: v.string(), sequence: v.number(), offsets: v.string() });

export const readPendingItem = (item: Item): PendingOffsets => {
  const { partition, sequence, offsets } = v.parse(storedPending, unmarshall(item));
  return { task: Number(partition.slice(prefixes.pending.length)), sequence, offsets: decodePending(offsets) };
};

const unchanged = (from: PendingOffsets | undefined): Condition =>
  from === undefined
    ? { ConditionExpression: 'attribute_not_exists(connector)' }
    : {
        ConditionExpression: '#sequence = :sequence',
        ExpressionAttributeNames: { '#sequence': 'sequence' },
        ExpressionAttributeValues: marshall({ ':sequence': from.sequence }),
      };

/** Puts `to` in the place of `from`, if that is still what is there. */
export const replacement = (
  TableName: string,
  lease: Lease,
  from: PendingReplacement['from'],
  to: PendingReplacement['to'],
): TransactWriteItem => {
  const Key = keyOf(lease);
  if (to === undefined) return { Delete: { TableName, Key, ...unchanged(from) } };
  const item = { ...Key, ...marshall({ sequence: to.sequence, offsets: encodePending(to.offsets) }) };
  const what = `The offsets of a transaction of task ${lease.connector}-${lease.task}`;
  return { Put: { TableName, Item: fitting(item, what), ...unchanged(from) } };
};
