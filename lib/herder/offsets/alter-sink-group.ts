import type { HerderContext } from '../herder-context.ts';
import type { SinkOffsetChange } from './sink-offset-change.ts';

/**
 * Changes what a group has committed on one topic. Kafka forgets offsets by topic only: to forget one partition, all
 * are forgotten and the others committed anew. The group has no members meanwhile, for the connector is STOPPED.
 *
 * @throws ConnectError when the group has members, or when there is no such topic or partition.
 */
export const alterSinkGroup = async (
  admin: HerderContext['admin'],
  group: string,
  { topic, changes }: { readonly topic: string; readonly changes: readonly SinkOffsetChange[] },
): Promise<void> => {
  const wanted = new Map(changes.map(({ partition, offset }) => [partition, offset]));
  const kept = [...wanted].flatMap(([partition, offset]) => (offset === null ? [] : [{ topic, partition, offset }]));
  if (kept.length === wanted.size) return admin.alterGroupOffsets(group, kept);
  const others = (await admin.groupOffsets(group, [topic])).filter(({ partition }) => !wanted.has(partition));
  await admin.deleteGroupOffsets(group, [topic]);
  const rest = [...others, ...kept];
  if (rest.length > 0) await admin.alterGroupOffsets(group, rest);
};
