import { asError, ConnectError, RetriableError } from '../../../../connect/errors.ts';
import type { Logger } from '../../../../connect/logger.ts';
import type { HttpClient, HttpResponse } from '../../../../http/client.ts';
import type { Authentication } from '../auth/authentication.ts';
import type { Retrying } from '../settings.ts';
import type { RecordsRequest } from './requests.ts';

/** A request that failed for good; `response` is what the API said, if it did. */
export class RequestError extends ConnectError {
  readonly response: HttpResponse | null;

  constructor(message: string, response: HttpResponse | null, options: { cause?: unknown } = {}) {
    super(message, options);
    this.response = response;
  }
}

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

const LONGEST_MS = 60_000;

/** Without credentials and query, which may hold secrets. */
const shown = ({ origin, pathname }: URL): string => `${origin}${pathname}`;

/** The pause before a try; chance takes up to half of one that doubles. */
const pauseMs = ({ backoffMs, isExponential }: Retrying, attempt: number, random: number): number =>
  isExponential ? Math.min(LONGEST_MS, backoffMs * 2 ** attempt) * (1 - random / 2) : backoffMs;

const withIdentity = (url: URL, query: Readonly<Record<string, string>>): URL => {
  const whole = new URL(url);
  for (const [name, value] of Object.entries(query)) whole.searchParams.set(name, value);
  return whole;
};

/** Sends requests, again as often as is allowed. @throws RequestError when it is not any more. */
export const createSendRequest = ({ client, authentication, retrying, log, clock }: SendOptions): SendRequest => {
  const once = async ({ method, url, headers, body }: RecordsRequest): Promise<HttpResponse> => {
    const identity = await authentication.identity();
    return client.send({
      method,
      url: withIdentity(url, identity.query),
      headers: { ...headers, ...identity.headers },
      ...(body !== null && { body }),
    });
  };

  /** A token may have ended before its time. */
  const attempt = async (request: RecordsRequest): Promise<HttpResponse> => {
    const response = await once(request);
    return response.status === 401 && authentication.renew() ? once(request) : response;
  };

  const failure = (
    request: RecordsRequest,
    reason: string,
    options: { response: HttpResponse | null; cause?: unknown },
  ) =>
    new RequestError(
      `Error while processing HTTP request with Url : ${shown(request.url)}, ${reason}`,
      options.response,
      options,
    );

  /** The API's answer, or why there is none, and whether another try may help. */
  const outcome = async (request: RecordsRequest) => {
    try {
      const response = await attempt(request);
      const { status, body } = response;
      if (status < 300) return { response };
      const error = failure(request, `HTTP Response code: ${status}, Response content: ${body.slice(0, 1000)}`, {
        response,
      });
      return { error, mayPass: retrying.statusCodes(status) };
    } catch (error) {
      const cause = asError(error);
      // The connection may come back; who refuses our credentials will refuse them again.
      const mayPass = cause instanceof RetriableError || !(cause instanceof ConnectError);
      return { error: failure(request, `Exception : ${cause.message}`, { response: null, cause }), mayPass };
    }
  };

  return async (request) => {
    for (let tried = 0; ; tried += 1) {
      const { response, error, mayPass } = await outcome(request);
      if (response !== undefined) return response;
      if (!mayPass || tried >= retrying.maxRetries) throw error;
      const ms = pauseMs(retrying, tried, clock.random());
      log.warn('The request failed, trying again', { attempt: tried + 1, pauseMs: ms, cause: error.message });
      await clock.sleep(ms);
    }
  };
};
