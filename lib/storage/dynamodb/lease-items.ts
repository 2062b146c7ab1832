import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { Lease } from '../status-backing-store.ts';
import type { Condition, Item } from './table.ts';
import { prefixes } from './tables.ts';

export const leaseKey = ({ connector, task }: Pick<Lease, 'connector' | 'task'>): Item =>
  marshall({ connector, item: `${prefixes.lease}${task}` });

/** The condition that nobody has taken the lease since. */
export const isNewest = ({ epoch }: Lease): Condition => ({
  ConditionExpression: 'epoch = :epoch',
  ExpressionAttributeValues: marshall({ ':epoch': epoch }),
});

const storedLease = v.object({
  connector: v.string(),
  item: v.string(),
  epoch: v.number(),
  owner: v.string(),
  expiresAt: v.number(),
});

export const readLeaseItem = (stored: Item): Lease => {
  const { item, ...lease } = v.parse(storedLease, unmarshall(stored));
  return { ...lease, task: Number(item.slice(prefixes.lease.length)) };
};
