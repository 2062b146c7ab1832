import { setImmediate } from 'node:timers/promises';
import { RetriableError } from '../../connect/errors.ts';
import type { SourceRecord } from '../../connect/record.ts';
import type { SourceTask } from '../../connect/source-task.ts';
import type { HideSecrets } from '../errors/hide-secrets.ts';
import type { SourceTaskMeter } from '../task-meters.ts';
import type { SourceConverter } from './source-convert.ts';
import type { SourceDelivery } from './source-delivery.ts';
import { RunEnded, type SourceRunOutcome, type SourceRuntime } from './source-runtime.ts';

/** What the pump moves records between. */
export interface Pipeline extends SourceDelivery {
  readonly task: SourceTask;
  readonly hide: HideSecrets;
  readonly convert: SourceConverter;
  readonly meter: SourceTaskMeter;
  /** How long a run without new records stays, in milliseconds. */
  readonly idleTimeoutMs: number;
}

/** A task that answers at once although it has nothing is not asked again sooner. */
const EMPTY_POLL_PAUSE_MS = 50;
const POLL_RETRY_PAUSE_MS = 1000;
const STORE_RETRY_PAUSE_MS = 1000;

const poll = async (
  { clock, log }: SourceRuntime,
  { task, meter, hide }: Pipeline,
  signal: AbortSignal,
): Promise<readonly SourceRecord[]> => {
  const askedAt = clock.now();
  try {
    const records = (await task.poll(signal)) ?? [];
    meter.polled(records, clock.now() - askedAt);
    const pause = askedAt + EMPTY_POLL_PAUSE_MS - clock.now();
    if (records.length === 0 && pause > 0) await clock.sleep(pause, signal);
    return records;
  } catch (error) {
    // What a task throws because it was told to end is no failure of the source.
    if (signal.aborted) return [];
    if (!(error instanceof RetriableError)) throw error;
    log.warn('poll failed and is tried again', { cause: hide(error).message });
    await clock.sleep(POLL_RETRY_PAUSE_MS, signal);
    return [];
  }
};

/** Waits until the records that were added are sent, and their offsets are stored. */
const store = async ({ clock }: SourceRuntime, { sender, flusher }: Pipeline, signal: AbortSignal): Promise<void> => {
  await sender.drain();
  while (!signal.aborted && !(await flusher.flush())) await clock.sleep(STORE_RETRY_PAUSE_MS, signal);
};

const outcomeOf = ({ reason }: AbortSignal): SourceRunOutcome =>
  reason instanceof RunEnded ? reason.outcome : 'STOPPED';

/** Polls and sends until told to end or idle for long enough. */
export const pump = async (
  runtime: SourceRuntime,
  pipeline: Pipeline,
  signal: AbortSignal,
): Promise<SourceRunOutcome> => {
  const { clock } = runtime;
  const { convert, sender, flusher, flushIntervalMs, idleTimeoutMs } = pipeline;
  let lastFlush = clock.now();
  let lastRecord = clock.now();
  while (!signal.aborted) {
    // A task that never waits must not starve the heartbeat and the timer of the deadline.
    await setImmediate();
    const records = await poll(runtime, pipeline, signal);
    if (records.length > 0) {
      await sender.add(await convert(records, signal));
      if (records.at(-1)?.storedFirst === true) await store(runtime, pipeline, signal);
      lastRecord = clock.now();
    } else if (sender.isIdle() && clock.now() - lastRecord >= idleTimeoutMs) {
      return 'IDLE';
    }
    if (sender.isIdle()) await sender.drain();
    if (clock.now() - lastFlush >= flushIntervalMs) {
      lastFlush = clock.now();
      await flusher.flush();
    }
  }
  return outcomeOf(signal);
};

/** Waits for the work, or for `task.shutdown.graceful.timeout.ms`, whichever is over first. */
export const withinGrace = async ({ clock, worker }: SourceRuntime, work: Promise<void>): Promise<void> => {
  const done = new AbortController();
  await Promise.race([work, clock.sleep(worker.parsed['task.shutdown.graceful.timeout.ms'], done.signal)]);
  done.abort();
};

/** The outcome of the pump; of a task that hangs in a call although it was told to end, the reason for that. */
export const orGiveUp = (
  runtime: SourceRuntime,
  signal: AbortSignal,
  pumping: Promise<SourceRunOutcome>,
): Promise<SourceRunOutcome> => {
  const hanging = new Promise<SourceRunOutcome>((resolve) => {
    const onAbort = (): void => {
      const settled = pumping.then(
        () => undefined,
        () => undefined,
      );
      void withinGrace(runtime, settled).then(() => resolve(outcomeOf(signal)));
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  return Promise.race([pumping, hanging]);
};
