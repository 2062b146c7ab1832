import { marshall } from '@aws-sdk/util-dynamodb';
import { workerOf } from '../lease-owner.ts';
import { FencedError } from '../offset-backing-store.ts';
import type { Lease, LeaseStore } from '../status-backing-store.ts';
import { unlessRefused } from './conditional.ts';
import { isNewest, leaseKey, readLeaseItem } from './lease-items.ts';
import type { Filter, Table } from './table.ts';
import { prefixes } from './tables.ts';

const leasesOnly: Filter = {
  FilterExpression: 'begins_with(#item, :lease)',
  ExpressionAttributeNames: { '#item': 'item' },
  ExpressionAttributeValues: marshall({ ':lease': prefixes.lease }),
};

export const createDynamoDbLeases = (table: Table): LeaseStore => {
  const putExpiry = async (lease: Lease, expiresAt: number, refused: () => void): Promise<void> => {
    const condition = isNewest(lease);
    const update = table.update(leaseKey(lease), {
      ...condition,
      UpdateExpression: 'SET expiresAt = :expiresAt',
      ExpressionAttributeValues: { ...condition.ExpressionAttributeValues, ...marshall({ ':expiresAt': expiresAt }) },
    });
    await unlessRefused<unknown>(update, refused);
  };
  const release = (lease: Lease): Promise<void> => putExpiry(lease, 0, () => {});
  return {
    acquireLease: ({ connector, task, owner, now, expiresAt }) => {
      const update = table.update(leaseKey({ connector, task }), {
        UpdateExpression: 'SET epoch = if_not_exists(epoch, :none) + :one, #owner = :owner, expiresAt = :expiresAt',
        ConditionExpression: 'attribute_not_exists(epoch) OR expiresAt <= :now OR #owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: marshall({
          ':none': 0,
          ':one': 1,
          ':owner': owner,
          ':now': now,
          ':expiresAt': expiresAt,
        }),
      });
      return unlessRefused(update.then(readLeaseItem), () => undefined);
    },
    renewLease: async (lease, expiresAt) => {
      await putExpiry(lease, expiresAt, () => {
        throw new FencedError(lease);
      });
      return { ...lease, expiresAt };
    },
    releaseLease: release,
    leases: async (connector) =>
      (await table.query(connector, prefixes.lease)).map(readLeaseItem).sort((a, b) => a.task - b.task),
    releaseLeasesOf: async (workerId) => {
      for (const lease of (await table.scan(leasesOnly)).map(readLeaseItem))
        if (workerOf(lease.owner) === workerId) await release(lease);
    },
  };
};
