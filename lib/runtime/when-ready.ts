import { RetriableError } from '../connect/errors.ts';
import type { Logger } from '../connect/logger.ts';
import { NotReadyError } from '../connect/not-ready.ts';
import type { Clock } from './clock.ts';

/** Waits for a converter; resolves to whether it is to be asked again. */
export type PrepareConverter = (converter: NotReadyError) => Promise<boolean>;

const prepareOnce: PrepareConverter = async (converter) => {
  await converter.prepare();
  return true;
};

/**
 * Does the work for every item, in order, without waiting between them, except where a converter is not ready: then it is
 * waited for, and the same item comes again. Ends early where `prepare` says so.
 *
 * @throws what the work throws; RetriableError when a registry does not answer.
 */
export const forEachWhenReady = async <Item>(
  items: readonly Item[],
  work: (item: Item) => void,
  prepare: PrepareConverter = prepareOnce,
): Promise<void> => {
  for (let index = 0; index < items.length; ) {
    try {
      for (; index < items.length; index++) {
        const item = items[index];
        if (item !== undefined) work(item);
      }
    } catch (error) {
      if (!(error instanceof NotReadyError)) throw error;
      if (!(await prepare(error))) return;
    }
  }
};

const RETRY_PAUSE_MS = 1000;

/** Waits for a converter for as long as a source task may run: what it has polled must not be lost for a registry's sake. */
export const untilReady =
  ({ clock, log }: { readonly clock: Clock; readonly log: Logger }, signal: AbortSignal): PrepareConverter =>
  async (converter) => {
    while (!signal.aborted) {
      try {
        await converter.prepare();
        return true;
      } catch (error) {
        if (!(error instanceof RetriableError)) throw error;
        log.warn('a converter is not ready and is tried again', { cause: error.message });
        await clock.sleep(RETRY_PAUSE_MS, signal);
      }
    }
    return false;
  };
