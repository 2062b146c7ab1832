import { asError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { EventBatch } from '../../kafka/event.ts';
import type { ClientConfig, Kafka } from '../../kafka/port.ts';
import { type Clock, systemClock } from '../../runtime/clock.ts';
import type { DiscardedBatch } from './batch-delivery.ts';
import { createPoller } from './poller.ts';
import { retryDelayMs } from './retry-delay.ts';
import { checkSettings, type EventSourceSettings } from './settings.ts';

/** How a mapping is, in Lambda's words. */
export interface EventSourceMappingState {
  readonly state: 'Creating' | 'Enabled' | 'Disabling' | 'Disabled';
  /** `No records processed`, `OK`, or `PROBLEM: …`. */
  readonly lastProcessingResult: string;
}

export interface EventSourceMappingOptions {
  readonly kafka: Kafka;
  readonly clientConfig: ClientConfig;
  readonly topic: string;
  readonly groupId: string;
  readonly settings: EventSourceSettings;
  /**
   * Invokes the function; a throw is its failure, and the batch comes again. A batch holds what Lambda would put into one
   * event, and is what that event decodes to: encoding it in one place to decode it in the next would only cost time.
   */
  invoke(batch: EventBatch): Promise<unknown>;
  /** The on-failure destination. */
  readonly onFailure?: (discarded: DiscardedBatch) => Promise<void>;
  readonly onStateChange?: (state: EventSourceMappingState) => void;
  readonly log: Logger;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** Brings the records of a topic to a function, as Lambda's event source mapping of that name does. */
export interface EventSourceMapping {
  /** Begins to poll; while Kafka cannot be reached, it keeps trying. */
  start(): void;
  /**
   * Ends polling: takes no more, waits for invocations under way for at most that long, commits what they did, and leaves
   * the group. What was not done comes again.
   */
  stop(graceMs?: number): Promise<void>;
}

/** @throws ConfigError when Lambda would refuse the settings. */
export const createEventSourceMapping = (options: EventSourceMappingOptions): EventSourceMapping => {
  const { log, clock = systemClock, random = Math.random, settings } = options;
  checkSettings(settings);
  const stopping = new AbortController();
  const { signal } = stopping;
  let current: EventSourceMappingState = { state: 'Creating', lastProcessingResult: 'No records processed' };
  let running: Promise<void> = Promise.resolve();
  let graceMs = 0;

  const report = (change: Partial<EventSourceMappingState>): void => {
    const next = { ...current, ...change };
    if (next.state === current.state && next.lastProcessingResult === current.lastProcessingResult) return;
    current = next;
    options.onStateChange?.(next);
  };

  const onResult = (failure: Error | null): void =>
    report({ lastProcessingResult: failure === null ? 'OK' : `PROBLEM: Function call failed: ${failure.message}` });

  const run = async (): Promise<void> => {
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        const poller = await createPoller({ ...options, clock, random, onResult });
        report({ state: 'Enabled' });
        attempt = 0;
        const failure = await poller.ended(signal);
        await poller.stop(failure === null ? graceMs : 0);
        if (failure !== null) throw failure;
      } catch (error) {
        report({ lastProcessingResult: `PROBLEM: ${asError(error).message}` });
        log.warn('Polling Kafka failed, trying again', { topic: options.topic, error: asError(error).message });
        await clock.sleep(retryDelayMs(Math.max(attempt, 1), random), signal);
      }
    }
  };

  return {
    start: () => {
      running = run();
    },
    stop: async (grace = 30_000) => {
      graceMs = grace;
      if (current.state !== 'Disabled') report({ state: 'Disabling' });
      stopping.abort();
      await running;
      report({ state: 'Disabled' });
    },
  };
};
