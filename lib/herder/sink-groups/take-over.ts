import type { TopicPartitionOffset } from '../../connect/offset.ts';
import type { HerderContext } from '../herder-context.ts';
import { topicGroupId } from './group-ids.ts';

type GroupAdmin = Pick<HerderContext['admin'], 'groupOffsets' | 'alterGroupOffsets'>;

/**
 * Gives the group of a topic what a worker of Kafka Connect has committed in the connector's one group, so that who moves
 * here loses and repeats nothing. Does nothing where the topic's group has offsets of its own. What was committed stays
 * where it was: the way back is open.
 *
 * @param left what the connector's one group has committed.
 * @returns the offsets taken over.
 * @throws ConnectError when the topic's group has members already.
 */
export const takeOverTopic = async (
  admin: GroupAdmin,
  { connectGroup, topic }: { readonly connectGroup: string; readonly topic: string },
  left: readonly TopicPartitionOffset[],
): Promise<readonly TopicPartitionOffset[]> => {
  const offsets = left.filter((one) => one.topic === topic);
  if (offsets.length === 0) return [];
  const group = topicGroupId(connectGroup, topic);
  if ((await admin.groupOffsets(group, [topic])).length > 0) return [];
  await admin.alterGroupOffsets(group, offsets);
  return offsets;
};
