import { RetriableError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { Assignment } from './assignment.ts';
import type { Backoff } from './backoff.ts';
import type { Fetcher } from './fetcher.ts';
import type { TopicWatch } from './topic-watch.ts';
import { createWakeUp } from './wake-up.ts';

/**
 * Runs one fetch loop for each leader, so that a slow broker holds up its own partitions only, until `signal` fires.
 *
 * @throws ConnectError when a broker refuses for good.
 */
export const fetchUntil = async (
  options: {
    readonly fetch: Fetcher;
    readonly watch: TopicWatch;
    readonly assignment: Assignment;
    readonly createBackoff: () => Backoff;
    readonly log: Logger;
  },
  signal: AbortSignal,
): Promise<void> => {
  const { fetch, watch, assignment, log } = options;
  const running = new Map<number, Promise<void>>();
  /** Rings when partitions may have other leaders. */
  const moved = createWakeUp();

  const leaders = (): ReadonlySet<number> =>
    new Set(assignment.all().map(({ partition }) => watch.current().leaders[partition] ?? -1));

  const startMissing = (): void => {
    if (signal.aborted) return;
    for (const leader of leaders()) {
      if (running.has(leader)) continue;
      const ended = loop(leader).finally(() => running.delete(leader));
      running.set(leader, ended);
    }
  };

  const loop = async (leader: number): Promise<void> => {
    const backoff = options.createBackoff();
    while (!signal.aborted && leaders().has(leader)) {
      try {
        await fetch(leader, signal);
        backoff.reset();
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof RetriableError)) throw error;
        log.warn('Fetching from Kafka failed, trying again', { error: error.message });
        await backoff.pause(signal);
        await watch.refresh().catch(() => {});
        moved.notify();
      }
    }
  };

  for (startMissing(); running.size > 0 && !signal.aborted; startMissing())
    await Promise.race([...running.values(), moved.wait(signal)]);
};
