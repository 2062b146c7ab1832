import { asError } from '../connect/errors.ts';
import type { Logger } from '../connect/logger.ts';
import type { Clock } from '../runtime/clock.ts';

/** Calls the reconciler for connectors that changed, one call a connector at a time, until it succeeds. */
export interface ReconcileQueue {
  add(connector: string): void;
  /** Resolves when the calls under way have ended; none follows. */
  close(): Promise<void>;
}

const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 30_000;

export const createReconcileQueue = (
  reconcile: (connector: string) => Promise<void>,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): ReconcileQueue => {
  const closed = new AbortController();
  /** Connectors under way; `true` once they changed again in the meantime. */
  const active = new Map<string, boolean>();
  const running = new Set<Promise<void>>();

  const work = async (connector: string): Promise<void> => {
    let backoff = FIRST_BACKOFF_MS;
    do {
      active.set(connector, false);
      try {
        await reconcile(connector);
        backoff = FIRST_BACKOFF_MS;
      } catch (error) {
        log.warn(`connector ${connector} could not be reconciled, trying again`, { cause: asError(error).message });
        active.set(connector, true);
        await clock.sleep(backoff, closed.signal);
        backoff = Math.min(2 * backoff, MAX_BACKOFF_MS);
      }
    } while (active.get(connector) === true && !closed.signal.aborted);
    active.delete(connector);
  };

  return {
    add: (connector) => {
      if (closed.signal.aborted) return;
      if (active.has(connector)) {
        active.set(connector, true);
        return;
      }
      const working: Promise<void> = work(connector).finally(() => running.delete(working));
      running.add(working);
    },
    close: async () => {
      closed.abort();
      await Promise.all(running);
    },
  };
};
