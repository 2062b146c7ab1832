import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for something that must not take longer; `what` says it in the failure. */
export const within = async <T>(timeoutMs: number, what: string, work: Promise<T>): Promise<T> => {
  const done = new AbortController();
  const timeout = sleep(timeoutMs, undefined, { signal: done.signal }).then(
    () => Promise.reject(new Error(`${what} took longer than ${timeoutMs} ms`)),
    () => work,
  );
  try {
    return await Promise.race([work, timeout]);
  } finally {
    done.abort();
  }
};
