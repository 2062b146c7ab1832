import { setTimeout as sleep } from 'node:timers/promises';

/** Pauses between attempts, growing from `first` to `max`. */
export interface Backoff {
  /** Waits; returns early when `signal` fires. */
  pause(signal: AbortSignal): Promise<void>;
  reset(): void;
}

/** Doubles, and varies by a fifth so that clients don't come back together; follows Kafka's `ExponentialBackoff` (KIP-580). */
export const createBackoff = (firstMs: number, maxMs: number, random: () => number): Backoff => {
  let attempt = 0;
  return {
    pause: async (signal) => {
      const delayMs = Math.min(firstMs * 2 ** attempt++, maxMs) * (0.8 + 0.4 * random());
      await sleep(delayMs, undefined, { signal }).catch(() => {});
    },
    reset: () => {
      attempt = 0;
    },
  };
};
