import type { StatusBackingStore } from '../storage/status-backing-store.ts';
import type { Clock } from './clock.ts';
import type { WorkerConfig } from './worker-config.ts';

/** Remembers which topics a connector uses (KIP-558); each topic is written once in a run. */
export const createTopicTracker = (
  worker: WorkerConfig,
  statuses: StatusBackingStore,
  { connector, task, clock }: { readonly connector: string; readonly task: number; readonly clock: Clock },
): ((topics: Iterable<string>) => Promise<void>) => {
  const seen = new Set<string>();
  return async (topics) => {
    if (!worker.parsed['topic.tracking.enable']) return;
    for (const topic of topics) {
      if (seen.has(topic)) continue;
      await statuses.putTopic(connector, { topic, task, discoverTimestamp: clock.now() });
      seen.add(topic);
    }
  };
};
