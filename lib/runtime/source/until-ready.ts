import { RetriableError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { NotReadyError } from '../../connect/not-ready.ts';
import type { Clock } from '../clock.ts';

/** Waits for a converter. @throws RetriableError once the signal fires; whatever else the converter can't be had for. */
export type UntilReady = (converter: NotReadyError, signal: AbortSignal) => Promise<void>;

const RETRY_PAUSE_MS = 1000;

/** Waits for as long as a source task may run: what it has polled must not be lost for a registry's sake. */
export const createUntilReady =
  ({ clock, log }: { readonly clock: Clock; readonly log: Logger }): UntilReady =>
  async (converter, signal) => {
    while (!signal.aborted) {
      try {
        return await converter.prepare();
      } catch (error) {
        if (!(error instanceof RetriableError)) throw error;
        log.warn('a converter is not ready and is tried again', { cause: error.message });
        await clock.sleep(RETRY_PAUSE_MS, signal);
      }
    }
    throw new RetriableError('The run ended while a converter was waited for');
  };
