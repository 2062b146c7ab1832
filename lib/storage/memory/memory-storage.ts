import type { Storage } from '../storage.ts';
import { createMemoryConfigs } from './memory-configs.ts';
import { createMemoryLeases } from './memory-leases.ts';
import { createMemoryOffsets } from './memory-offsets.ts';
import { createMemoryStatuses } from './memory-statuses.ts';
import { createMemoryTopics } from './memory-topics.ts';

/** All in memory, gone with the process: the reference for the other stores, and the fake for tests. */
export const createMemoryStorage = (): Storage => {
  const { isNewest, ...leases } = createMemoryLeases();
  const { removeTopics, ...topics } = createMemoryTopics();
  return {
    configs: createMemoryConfigs(),
    offsets: createMemoryOffsets(isNewest),
    statuses: { ...createMemoryStatuses(removeTopics), ...topics, ...leases },
    close: async () => {},
  };
};
