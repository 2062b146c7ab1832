import type { TopicPartitionOffset } from '../../connect/offset.ts';
import type { Cluster } from './cluster.ts';
import { listOffsets } from './list-offsets.ts';
import type { TopicMetadata } from './metadata-request.ts';

export type OffsetReset = 'EARLIEST' | 'LATEST';

/** Where a member begins with partitions: where the group left off, else at the starting position. */
export const startPositions = async (
  cluster: Cluster,
  groupId: string,
  topic: TopicMetadata,
  partitions: readonly number[],
  reset: OffsetReset,
): Promise<readonly TopicPartitionOffset[]> => {
  if (partitions.length === 0) return [];
  const { responses } = await cluster.onCoordinator(groupId, ({ requests }) =>
    requests.offsetFetch({
      groupId,
      topics: [{ topic: topic.topic, partitions: partitions.map((partition) => ({ partition })) }],
    }),
  );
  const committed = responses
    .flatMap((response) => response.partitions)
    .map(({ partition, offset }) => ({ topic: topic.topic, partition, offset: Number(offset) }))
    .filter(({ offset }) => offset >= 0);
  const missing = partitions.filter((partition) => !committed.some((one) => one.partition === partition));
  return missing.length === 0 ? committed : [...committed, ...(await listOffsets(cluster, topic, reset, missing))];
};
