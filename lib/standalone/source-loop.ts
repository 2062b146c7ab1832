import { asError } from '../connect/errors.ts';
import type { Logger } from '../connect/logger.ts';
import type { Clock } from '../runtime/clock.ts';
import { hasWorkLeft, type SourceRunOutcome } from '../runtime/source/source-runtime.ts';

export interface SourceLoopOptions {
  /** One invocation of the source function. */
  invoke(): Promise<SourceRunOutcome>;
  /** Time between ticks, in milliseconds. */
  readonly tickMs: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One task's schedule: invokes its function at every tick, and at once where work was left. */
export interface SourceLoop {
  /** Ticks now rather than later. */
  wake(): void;
  /** No further invocation; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

export const startSourceLoop = ({ invoke, tickMs, clock, log }: SourceLoopOptions): SourceLoop => {
  let stopped = false;
  let tick = new AbortController();
  const runOnce = async (): Promise<boolean> => {
    try {
      return hasWorkLeft(await invoke());
    } catch (error) {
      // A crash of the function is tried again at the next tick, as the schedule of a Lambda would.
      log.error('invocation failed', { cause: asError(error).message });
      return false;
    }
  };
  const loop = (async () => {
    while (!stopped) {
      tick = new AbortController();
      const again = await runOnce();
      if (!again && !stopped) await clock.sleep(tickMs, tick.signal);
    }
  })();
  return {
    wake: () => tick.abort(),
    stop: async () => {
      stopped = true;
      tick.abort();
      await loop;
    },
  };
};
