import type { Clock } from './clock.ts';

/** Calls `beat` again and again in the background, whatever else the run is waiting for. The result ends it. */
export const startHeartbeat = (clock: Clock, intervalMs: number, beat: () => Promise<void>): (() => Promise<void>) => {
  const stopped = new AbortController();
  const beating = (async () => {
    while (!stopped.signal.aborted) {
      await clock.sleep(intervalMs, stopped.signal);
      if (!stopped.signal.aborted) await beat();
    }
  })();
  return async () => {
    stopped.abort();
    await beating;
  };
};
