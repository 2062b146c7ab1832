import { asError } from '../connect/errors.ts';
import type { Logger } from '../connect/logger.ts';
import type { Clock } from '../runtime/clock.ts';

export interface SinkTicksOptions {
  /** One invocation of the sink's function without records. */
  invoke(): Promise<unknown>;
  readonly intervalMs: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Invokes a sink's function again and again, as the reconciler of a deployed worker does with its timer. */
export const startSinkTicks = ({ invoke, intervalMs, clock, log }: SinkTicksOptions) => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = (async () => {
    while (!signal.aborted) {
      await clock.sleep(intervalMs, signal);
      if (signal.aborted) return;
      await invoke().catch((error: unknown) => log.warn('a tick failed', { cause: asError(error).message }));
    }
  })();
  return {
    stop: async (): Promise<void> => {
      stopping.abort();
      await loop;
    },
  };
};
