import { asError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { TopicPartitionOffset } from '../../connect/offset.ts';
import type { FetchedBatch } from '../../kafka/port.ts';
import type { Clock } from '../../runtime/clock.ts';
import { retryDelayMs } from './retry-delay.ts';

/** Each commit is a request that costs as much as dozens of records; a crash delivers again what came in between. */
const PAUSE_MS = 20;

/** Commits in the background, all partitions' newest offsets at once, so that no invocation waits for it. */
export interface CommitQueue {
  add(offset: TopicPartitionOffset, isAssigned: FetchedBatch['isAssigned']): void;
  /** Resolves when all that was added is committed, or has become another member's. Commits follow each other at once from now on. */
  flush(): Promise<void>;
}

export const createCommitQueue = (options: {
  commit(offsets: readonly TopicPartitionOffset[]): Promise<void>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly log: Logger;
}): CommitQueue => {
  const { commit, clock, random, signal, log } = options;
  const pending = new Map<number, { readonly offset: TopicPartitionOffset; isAssigned(): boolean }>();
  const flushing = new AbortController();
  let running: Promise<void> | undefined;

  const commitOnce = async (): Promise<void> => {
    const taken = [...pending];
    const offsets = taken.filter(([, { isAssigned }]) => isAssigned()).map(([, { offset }]) => offset);
    if (offsets.length > 0) await commit(offsets);
    for (const [partition, entry] of taken) if (pending.get(partition) === entry) pending.delete(partition);
  };

  const run = async (): Promise<void> => {
    for (let attempt = 1; pending.size > 0 && !signal.aborted; ) {
      try {
        await commitOnce();
        attempt = 1;
        await clock.sleep(PAUSE_MS, flushing.signal);
      } catch (error) {
        log.warn('Offsets could not be committed, trying again', { error: asError(error).message });
        await clock.sleep(retryDelayMs(attempt++, random), signal);
      }
    }
    running = undefined;
  };

  return {
    add: (offset, isAssigned) => {
      pending.set(offset.partition, { offset, isAssigned });
      running ??= run();
    },
    flush: async () => {
      flushing.abort();
      await running;
    },
  };
};
