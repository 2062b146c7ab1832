import type { TopicPartitionOffset } from '../../connect/offset.ts';
import type { Cluster } from './cluster.ts';
import { groupBy } from './group-by.ts';
import type { TopicMetadata } from './metadata-request.ts';

const timestamps = { EARLIEST: -2, LATEST: -1 } as const;

/** The first or the next offset of partitions, all by default. */
export const listOffsets = async (
  cluster: Cluster,
  { topic, leaders }: TopicMetadata,
  spec: keyof typeof timestamps,
  partitions: readonly number[] = leaders.map((_, partition) => partition),
): Promise<readonly TopicPartitionOffset[]> => {
  const byLeader = groupBy(partitions, (partition) => leaders[partition] ?? -1);
  const answers = await Promise.all(
    [...byLeader].map(([leader, ofLeader]) =>
      cluster.onNode(leader, ({ requests }) =>
        requests.listOffsets({
          replicaId: -1,
          isolationLevel: 0,
          topics: [{ topic, partitions: ofLeader.map((partition) => ({ partition, timestamp: timestamps[spec] })) }],
        }),
      ),
    ),
  );
  return answers
    .flatMap(({ responses }) => responses.flatMap((response) => response.partitions))
    .map(({ partition, offset }) => ({ topic, partition, offset: Number(offset) }))
    .sort((a, b) => a.partition - b.partition);
};
