import type { PartitionOffset } from '../../connect/offset.ts';
import { partitionKey } from '../../storage/partition-key.ts';

/** What is written: the offsets of acknowledged records, and before them what the task adds; its word on a partition is the later one. */
export const withUpdates = (
  acknowledged: readonly PartitionOffset[],
  update: (acknowledged: readonly PartitionOffset[]) => readonly PartitionOffset[],
): readonly PartitionOffset[] => {
  const added = update(acknowledged);
  if (added.length === 0) return acknowledged;
  const keys = new Set(added.map(({ partition }) => partitionKey(partition)));
  return [...added, ...acknowledged.filter(({ partition }) => !keys.has(partitionKey(partition)))];
};
