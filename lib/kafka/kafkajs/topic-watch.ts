import { setTimeout as sleep } from 'node:timers/promises';
import { RetriableError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { Cluster } from './cluster.ts';
import type { TopicMetadata } from './metadata-request.ts';
import { topicMetadata } from './topics.ts';

/** How often to look for a topic that is not there. */
const MISSING_TOPIC_INTERVAL_MS = 250;

/** Keeps in mind how a consumed topic is laid out. */
export interface TopicWatch {
  current(): TopicMetadata;
  /** Asks now. @throws RetriableError while no broker answers. */
  refresh(): Promise<void>;
  /** Looks from time to time; resolves when the number of partitions has changed, or `signal` fires. */
  untilResized(signal: AbortSignal): Promise<void>;
}

export const createTopicWatch = (cluster: Cluster, topic: string, maxAgeMs: number, log: Logger): TopicWatch => {
  let metadata: TopicMetadata = { topic, errorCode: 0, leaders: [] };

  let missing = false;

  const refresh = async (): Promise<void> => {
    const found = await topicMetadata(cluster, topic);
    if (found === undefined && !missing) log.warn('The topic to consume does not exist, waiting for it', { topic });
    missing = found === undefined;
    metadata = found ?? { topic, errorCode: 0, leaders: [] };
  };

  return {
    current: () => metadata,
    refresh,
    untilResized: async (signal) => {
      const count = metadata.leaders.length;
      while (!signal.aborted && metadata.leaders.length === count) {
        const delayMs = count === 0 ? Math.min(MISSING_TOPIC_INTERVAL_MS, maxAgeMs) : Math.max(maxAgeMs, 100);
        await sleep(delayMs, undefined, { signal }).catch(() => {});
        if (signal.aborted) return;
        await refresh().catch((error: unknown) => {
          if (!(error instanceof RetriableError)) throw error;
        });
      }
    },
  };
};
