import { setTimeout as sleep } from 'node:timers/promises';
import { isConflict, translated } from './errors.ts';

const maxAttempts = 8;
const firstPauseMs = 20;

/**
 * Sends a request; repeats it while it collides with another write. Throttling and network faults are repeated by the SDK
 * already.
 *
 * @param tables what to call the tables in a message.
 * @throws RetriableError, ConfigError or the SDK's own error.
 */
export const attempt = async <Result>(tables: string, request: () => Promise<Result>): Promise<Result> => {
  for (let count = 1; ; count++) {
    try {
      return await request();
    } catch (error) {
      if (count === maxAttempts || !isConflict(error)) throw translated(error, tables);
      // Random, lest those who collided meet again.
      await sleep(firstPauseMs * 2 ** (count - 1) * (0.5 + Math.random()));
    }
  }
};
