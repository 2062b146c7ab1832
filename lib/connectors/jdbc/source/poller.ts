import { setTimeout as sleep } from 'node:timers/promises';
import { asError, ConnectError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import type { Session } from '../dialect.ts';
import type { QueryFailures } from './failures.ts';
import type { Querier } from './querier.ts';
import type { Targets } from './targets.ts';

export interface PollerSettings {
  readonly targets: Targets;
  readonly failures: QueryFailures;
  /** Connects where there is no connection. */
  readonly session: (signal: AbortSignal) => Promise<Session>;
  readonly discardSession: () => Promise<void>;
  /** Most milliseconds to wait for a query to become due. */
  readonly lingerMs: number;
  readonly now: () => number;
  readonly log: Logger;
}

const earliest = (queriers: readonly Querier[]): Querier | undefined =>
  queriers.reduce<Querier | undefined>(
    (first, next) => (first && first.dueAt() <= next.dueAt() ? first : next),
    undefined,
  );

/** However short `poll.interval.ms` is. */
const MIN_PAUSE_MS = 50;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(Math.max(MIN_PAUSE_MS, ms), undefined, { signal }).catch(() => {});

/** Runs the queries one at a time, the one that waited longest first; follows the original's `TableQuerierProcessor`. */
export const createPoller = ({ targets, failures, session, discardSession, lingerMs, now, log }: PollerSettings) => {
  const lookForTables = async (signal: AbortSignal): Promise<void> => {
    const isFirst = targets.lookAt() === 0;
    try {
      await targets.look(await session(signal));
    } catch (error) {
      if (signal.aborted) return;
      if (isFirst || error instanceof ConnectError) throw error;
      log.warn('Looking for tables failed, and is tried again', { error: asError(error).message });
      await discardSession();
    }
  };

  const advance = async (querier: Querier, signal: AbortSignal): Promise<readonly SourceRecord[]> => {
    try {
      if (!querier.isRunning()) await querier.start(await session(signal));
      const records = await querier.next();
      failures.succeeded(querier);
      return records;
    } catch (error) {
      querier.reset();
      if (failures.isMissingTable(error, querier)) {
        targets.drop(querier);
        return [];
      }
      await discardSession();
      if (signal.aborted) return [];
      throw failures.failure(error, querier);
    }
  };

  const nextQuerier = (asOf: number): Querier | undefined => {
    const running = targets.queriers().find((querier) => querier.isRunning());
    const next = running ?? earliest(targets.queriers());
    return next !== undefined && (next.isRunning() || next.dueAt() <= asOf) ? next : undefined;
  };

  const nextDue = (): number =>
    Math.min(targets.lookAt(), earliest(targets.queriers())?.dueAt() ?? Number.POSITIVE_INFINITY);

  /** Records as soon as there are some; `null` when no query is due before the linger is over. */
  return async (signal: AbortSignal): Promise<readonly SourceRecord[] | null> => {
    // Queries that become due while others are run wait for the next poll, or short intervals would never end it.
    let asOf = now();
    const lingerUntil = asOf + lingerMs;
    while (!signal.aborted) {
      const querier = nextQuerier(asOf);
      if (!querier?.isRunning() && targets.lookAt() <= asOf) await lookForTables(signal);
      else if (querier !== undefined) {
        const records = await advance(querier, signal);
        if (records.length > 0) return records;
      } else if (now() >= lingerUntil) return null;
      else {
        await pause(Math.min(nextDue(), lingerUntil) - now(), signal);
        asOf = now();
      }
    }
    return null;
  };
};
