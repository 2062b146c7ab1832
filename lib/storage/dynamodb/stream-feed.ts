import { setTimeout as sleep } from 'node:timers/promises';
import { asError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import { createChangeEmitter } from '../change-emitter.ts';
import type { ChangeListener, ConnectorChange } from '../config-backing-store.ts';
import type { StreamReader } from './stream-reader.ts';

export interface StreamFeed {
  subscribe(listener: ChangeListener): Promise<() => void>;
  /** Ends polling, whoever is still subscribed. */
  close(): Promise<void>;
}

export interface StreamFeedOptions {
  /** Makes a reader that has taken its position. */
  readonly openReader: (onChange: (change: ConnectorChange) => void) => Promise<StreamReader>;
  readonly pollIntervalMs: number;
  readonly logger: Logger;
}

/** Polls a stream while somebody is subscribed, and not otherwise: on AWS the stream calls a function instead. */
export const createStreamFeed = (options: StreamFeedOptions): StreamFeed => {
  const changes = createChangeEmitter();
  let polling: Polling | undefined;
  const stop = async (): Promise<void> => {
    const ending = polling;
    polling = undefined;
    await ending?.stop();
  };
  return {
    subscribe: async (listener) => {
      const unsubscribe = changes.subscribe(listener);
      polling ??= startPolling(options, ({ connector }) => changes.emit(connector));
      const current = polling;
      try {
        await current.started;
      } catch (error) {
        unsubscribe();
        if (polling === current) polling = undefined;
        throw error;
      }
      return () => {
        unsubscribe();
        if (!changes.isObserved()) void stop();
      };
    },
    close: stop,
  };
};

interface Polling {
  /** Once settled, no change is missed. */
  readonly started: Promise<unknown>;
  stop(): Promise<void>;
}

const startPolling = (options: StreamFeedOptions, onChange: (change: ConnectorChange) => void): Polling => {
  const abort = new AbortController();
  const started = options.openReader(onChange);
  const ended = started.then(
    (reader) => poll(reader, options, abort.signal),
    () => {},
  );
  return {
    started,
    stop: () => {
      abort.abort();
      return ended;
    },
  };
};

/** In poll intervals. */
const pauseAfterFailure = 10;

const poll = async (reader: StreamReader, { pollIntervalMs, logger }: StreamFeedOptions, signal: AbortSignal) => {
  while (!signal.aborted) {
    const pause = await reader.read().then(
      () => 1,
      (error: unknown) => {
        logger.warn('Reading a DynamoDB stream failed; it is tried again', { error: asError(error).message });
        return pauseAfterFailure;
      },
    );
    await sleep(pause * pollIntervalMs, undefined, { signal }).catch(() => {});
  }
};
