import type { Logger } from '../../../../connect/logger.ts';
import type { HttpClient, HttpResponse } from '../../../../http/client.ts';
import type { Authentication } from '../../auth/authentication.ts';
import { createTryRequest, pauseMs } from '../../try-request.ts';
import type { Retrying } from '../settings.ts';
import type { RecordsRequest } from './requests.ts';

export interface SendOptions {
  readonly client: HttpClient;
  readonly authentication: Authentication;
  readonly retrying: Retrying;
  readonly log: Logger;
  readonly clock: RequestClock;
}

interface RequestClock {
  /** From 0 to 1. */
  random(): number;
  sleep(ms: number): Promise<unknown>;
}

export type SendRequest = (request: RecordsRequest) => Promise<HttpResponse>;

/** Sends requests, again as often as is allowed. @throws RequestError when it is not any more. */
export const createSendRequest = ({ client, authentication, retrying, log, clock }: SendOptions): SendRequest => {
  const tryRequest = createTryRequest({ client, authentication, retryOn: retrying.statusCodes });

  return async ({ method, url, headers, body }) => {
    const request = { method, url, headers, ...(body !== null && { body }) };
    for (let tried = 0; ; tried += 1) {
      const outcome = await tryRequest(request);
      if (outcome.error === undefined) return outcome.response;
      if (!outcome.mayPass || tried >= retrying.maxRetries) throw outcome.error;
      const ms = pauseMs(retrying, tried, clock.random());
      log.warn('The request failed, trying again', { attempt: tried + 1, pauseMs: ms, cause: outcome.error.message });
      await clock.sleep(ms);
    }
  };
};
