import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { ConflictError } from '../config-backing-store.ts';
import { FencedError, type OffsetBackingStore, type OffsetChange } from '../offset-backing-store.ts';
import { partitionKey } from '../partition-key.ts';
import { sameOffset } from '../same-offset.ts';
import type { Lease } from '../status-backing-store.ts';
import { getAll } from './batch.ts';
import { chunks } from './chunks.ts';
import { unchangedText, unlessRefused } from './conditional.ts';
import { isNewest, leaseKey } from './lease-items.ts';
import { offsetItem, offsetKey, readOffsetItem } from './offset-items.ts';
import { isPending, readPendingItem, replacement } from './pending-items.ts';
import { createTable } from './table.ts';
import { tables as definitions, prefixes, type TableNames } from './tables.ts';
import { transact } from './transact.ts';

/** A transaction holds 100 actions, of which one checks the lease and, with pending offsets, one replaces those. */
const maxChanges = 99;
const maxCommitted = 98;

interface OffsetsOptions {
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
}

export const createDynamoDbOffsets = ({ client, tables }: OffsetsOptions): OffsetBackingStore => {
  const table = createTable(client, tables.offsets, definitions.offsets.sortKey);
  const action = (connector: string, { partition, offset }: OffsetChange): TransactWriteItem =>
    offset === null
      ? { Delete: { TableName: table.name, Key: offsetKey(connector, partition) } }
      : { Put: { TableName: table.name, Item: offsetItem(connector, partition, offset) } };
  const write = async (connector: string, changes: readonly OffsetChange[], check: readonly TransactWriteItem[]) => {
    for (const step of chunks(lastOfEach(changes), maxChanges))
      await transact(client, [...check, ...step.map((change) => action(connector, change))]);
  };
  const holds = (lease: Lease): TransactWriteItem => ({
    ConditionCheck: { TableName: tables.statuses, Key: leaseKey(lease), ...isNewest(lease) },
  });
  return {
    offsets: async (connector) => (await table.query(connector)).filter((item) => !isPending(item)).map(readOffsetItem),
    get: async (connector, partitions) => {
      const distinct = new Map(partitions.map((partition) => [partitionKey(partition), partition]));
      const keys = [...distinct.values()].map((partition) => offsetKey(connector, partition));
      const stored = (await getAll(client, table.name, keys)).map(readOffsetItem);
      const offsets = new Map(stored.map(({ partition, offset }) => [partitionKey(partition), offset]));
      return partitions.map((partition) => offsets.get(partitionKey(partition)) ?? null);
    },
    put: (lease, changes) => unlessFenced(lease, write(lease.connector, changes, [holds(lease)])),
    advance: async (connector, partition, from, to) => {
      const conflict = (): never => {
        throw new ConflictError(`An offset of connector ${connector} was changed in between`);
      };
      const [stored] = await getAll(client, table.name, [offsetKey(connector, partition)]);
      if (!sameOffset(stored === undefined ? null : readOffsetItem(stored).offset, from)) conflict();
      // The text as it is stored: somebody may have written it by hand, with other blanks.
      const put = table.put(offsetItem(connector, partition, to), unchangedText('offset', stored?.offset?.S));
      await unlessRefused(put, conflict);
    },
    alter: (connector, changes) => write(connector, changes, []),
    pendingOffsets: async (connector) =>
      (await table.query(connector, prefixes.pending)).map(readPendingItem).sort((a, b) => a.task - b.task),
    replacePending: (lease, { from, committed, to }) => {
      const { connector } = lease;
      const changes = committed ? lastOfEach(from?.offsets ?? []) : [];
      const last = changes.slice(0, maxCommitted).map((change) => action(connector, change));
      const replace = replacement(table.name, lease, from, to);
      return unlessFenced(
        lease,
        write(connector, changes.slice(maxCommitted), [holds(lease)]).then(() =>
          transact(client, [holds(lease), replace, ...last]),
        ),
      );
    },
  };
};

const unlessFenced = (lease: Lease, writing: Promise<void>): Promise<void> =>
  unlessRefused(writing, () => {
    throw new FencedError(lease);
  });

/** A transaction touches an item once: of several changes to a partition the last one counts. */
const lastOfEach = (changes: readonly OffsetChange[]): readonly OffsetChange[] => [
  ...new Map(changes.map((change) => [partitionKey(change.partition), change])).values(),
];
