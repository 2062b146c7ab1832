import { RetriableError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import { pauseMs, type RequestError, type TryRequest } from '../try-request.ts';
import type { HttpSourceConfig } from './config.ts';
import type { PageRequest } from './page-request.ts';
import type { Page, Paging } from './paging.ts';
import type { Place } from './place.ts';
import { responseJson } from './response-json.ts';

export interface EntityReaderOptions {
  readonly config: HttpSourceConfig;
  readonly start: Place;
  readonly pageRequest: PageRequest;
  readonly paging: Paging;
  readonly tryRequest: TryRequest;
  readonly log: Logger;
  readonly clock: { now(): number; random(): number };
}

/** Reads one entity, page by page. */
export interface EntityReader {
  /** From when on `next` may be called, in milliseconds since the epoch. */
  dueAt(): number;
  /**
   * Asks for a page. Aborted, it answers nothing at once and asks for the same page next time.
   *
   * @throws RetriableError when the request failed and is tried again; any other error when it is not.
   */
  next(signal: AbortSignal): Promise<Page['records']>;
}

/** `null` where the signal fires first. */
const unlessAborted = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> => {
  let stopListening = (): void => {};
  const aborted = new Promise<null>((resolve) => {
    const onAbort = (): void => resolve(null);
    signal.addEventListener('abort', onAbort, { once: true });
    stopListening = () => signal.removeEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    stopListening();
  }
};

export const createEntityReader = (options: EntityReaderOptions): EntityReader => {
  const { config, pageRequest, paging, tryRequest, log, clock } = options;
  const backoff = {
    backoffMs: config['retry.backoff.ms'],
    isExponential: config['retry.backoff.policy'] === 'EXPONENTIAL_WITH_JITTER',
  };
  let place = options.start;
  let dueAt = 0;
  let failures = 0;

  const rest = (): void => {
    failures = 0;
    dueAt = clock.now() + config['request.interval.ms'];
  };

  const giveUp = (error: RequestError): readonly [] => {
    if (config['behavior.on.error'] === 'fail') throw error;
    rest();
    log.error('The request failed, and is made again after request.interval.ms', { cause: error.message });
    return [];
  };

  const failed = ({ error, mayPass }: { error: RequestError; mayPass: boolean }): readonly [] => {
    if (!mayPass || failures >= config['max.retries']) return giveUp(error);
    dueAt = clock.now() + pauseMs(backoff, failures, clock.random());
    failures += 1;
    throw new RetriableError(error.message, { cause: error });
  };

  const turnPage = (body: string): Page['records'] => {
    rest();
    const page = paging(responseJson(body), place);
    place = page.next;
    if (page.hasMore) dueAt = 0;
    return page.records;
  };

  return {
    dueAt: () => dueAt,
    next: async (signal) => {
      const outcome = await unlessAborted(tryRequest(pageRequest(place.offset)), signal);
      if (outcome === null) return [];
      return outcome.error === undefined ? turnPage(outcome.response.body) : failed(outcome);
    },
  };
};
