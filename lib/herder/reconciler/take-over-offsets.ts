import type { Logger } from '../../connect/logger.ts';
import { takeOverTopic } from '../sink-groups/take-over.ts';
import type { SinkDeployment } from '../task-deployment.ts';
import type { ReconcilerContext } from './reconciler-context.ts';

/** Comes before a sink's topics are set up for delivery. */
export type TakeOverOffsets = (sink: SinkDeployment, connectGroup: string) => Promise<void>;

/** Asks Kafka once for each topic of a sink that is to be delivered, for as long as this reconciler lives. */
export const createTakeOverOffsets = (admin: ReconcilerContext['admin'], log: Logger): TakeOverOffsets => {
  const settled = new Set<string>();
  return async ({ connector, topics }, connectGroup) => {
    const due = topics.filter(({ enabled, groupId }) => enabled && !settled.has(groupId));
    if (due.length === 0) return;
    const left = await admin.groupOffsets(
      connectGroup,
      due.map(({ topic }) => topic),
    );
    for (const { topic, groupId } of due) {
      const offsets = await takeOverTopic(admin, { connectGroup, topic }, left);
      if (offsets.length > 0)
        log.info(`connector ${connector} goes on from what group ${connectGroup} has committed`, {
          offsets: offsets.map(({ partition, offset }) => `${topic}-${partition}@${offset}`).join(' '),
        });
      settled.add(groupId);
    }
  };
};
