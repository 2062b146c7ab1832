import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { asError, ConnectError, RetriableError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import { RateLimitError } from './api.ts';

/** Lines that X sends for as long as a connection stays open. */
export interface LineStream {
  /** Lines that have come; waits for some, for a second at most. @throws what no new connection can mend. */
  take(signal: AbortSignal): Promise<readonly string[]>;
  close(): Promise<void>;
}

const MAX_BUFFERED = 5000;
const MAX_TAKEN = 1000;
const WAIT_MS = 1000;
const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 30_000;
/** X sends an empty line every 20 seconds when there is nothing to say. */
const SILENCE_MS = 45_000;

const waitFor = async (ms: number, signal: AbortSignal): Promise<void> => {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
};

/** Connects, and connects anew whenever the connection ends; https://docs.x.com/x-api/posts/filtered-stream/integrate */
export const createLineStream = (open: (signal: AbortSignal) => Promise<Response>, log: Logger): LineStream => {
  const closing = new AbortController();
  let buffered: string[] = [];
  let failure: Error | undefined;
  const events = new EventTarget();
  const tell = (event: 'arrived' | 'taken'): void => void events.dispatchEvent(new Event(event));

  const read = async (): Promise<void> => {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), SILENCE_MS);
    const signal = AbortSignal.any([closing.signal, silence.signal]);
    try {
      const { body } = await open(signal);
      if (body === null) return;
      for await (const line of createInterface({ input: Readable.fromWeb(body, { signal }) })) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENCE_MS);
        if (line.trim() === '') continue;
        buffered.push(line);
        tell('arrived');
        while (buffered.length >= MAX_BUFFERED) await once(events, 'taken', { signal });
      }
    } finally {
      clearTimeout(timer);
    }
  };

  const run = async (): Promise<void> => {
    let backoffMs = FIRST_BACKOFF_MS;
    while (!closing.signal.aborted) {
      const before = Date.now();
      try {
        await read();
      } catch (error) {
        if (closing.signal.aborted) return;
        if (error instanceof ConnectError && !(error instanceof RetriableError)) throw error;
        log.warn('The stream of X ended, connecting again', { error: asError(error).message });
        if (error instanceof RateLimitError) await waitFor(error.untilMs - Date.now(), closing.signal);
      }
      backoffMs = Date.now() - before > MAX_BACKOFF_MS ? FIRST_BACKOFF_MS : Math.min(2 * backoffMs, MAX_BACKOFF_MS);
      await waitFor(backoffMs, closing.signal);
    }
  };

  const running = run().catch((error: unknown) => {
    failure = asError(error);
    tell('arrived');
  });

  return {
    take: async (signal) => {
      if (buffered.length === 0 && failure === undefined)
        await once(events, 'arrived', { signal: AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS)]) }).catch(
          () => undefined,
        );
      if (buffered.length === 0 && failure !== undefined) throw failure;
      const taken = buffered.slice(0, MAX_TAKEN);
      buffered = buffered.slice(MAX_TAKEN);
      tell('taken');
      return taken;
    },
    close: async () => {
      closing.abort();
      await running;
    },
  };
};
