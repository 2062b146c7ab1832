import { asError, ConnectError, RetriableError } from '../../connect/errors.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../http/client.ts';
import type { Authentication } from './auth/authentication.ts';
import type { StatusCodes } from './status-codes.ts';

/** A request that failed for good; `response` is what the API said, if it did. */
export class RequestError extends ConnectError {
  readonly response: HttpResponse | null;

  constructor(message: string, response: HttpResponse | null, options: { cause?: unknown } = {}) {
    super(message, options);
    this.response = response;
  }
}

/** The API's answer, or why there is none, and whether another try may help. */
type Outcome =
  | { readonly response: HttpResponse; readonly error?: never }
  | { readonly response?: never; readonly error: RequestError; readonly mayPass: boolean };

export type TryRequest = (request: HttpRequest) => Promise<Outcome>;

export interface TryRequestOptions {
  readonly client: HttpClient;
  readonly authentication: Authentication;
  /** After which of the API's answers another try may help. */
  readonly retryOn: StatusCodes;
}

interface Backoff {
  readonly backoffMs: number;
  readonly isExponential: boolean;
}

const LONGEST_MS = 60_000;

/** The pause before a try; chance, from 0 to 1, takes up to half of one that doubles. */
export const pauseMs = ({ backoffMs, isExponential }: Backoff, attempt: number, random: number): number =>
  isExponential ? Math.min(LONGEST_MS, backoffMs * 2 ** attempt) * (1 - random / 2) : backoffMs;

/** Without credentials and query, which may hold secrets. */
const shown = ({ origin, pathname }: URL): string => `${origin}${pathname}`;

const withIdentity = (url: URL, query: Readonly<Record<string, string>>): URL => {
  const whole = new URL(url);
  for (const [name, value] of Object.entries(query)) whole.searchParams.set(name, value);
  return whole;
};

const failure = (url: URL, reason: string, response: HttpResponse | null, cause?: unknown) =>
  new RequestError(`Error while processing HTTP request with Url : ${shown(url)}, ${reason}`, response, { cause });

/** Sends a request once, saying who we are. */
export const createTryRequest = ({ client, authentication, retryOn }: TryRequestOptions): TryRequest => {
  const once = async (request: HttpRequest): Promise<HttpResponse> => {
    const { headers, query } = await authentication.identity();
    const url = withIdentity(request.url, query);
    return client.send({ ...request, url, headers: { ...request.headers, ...headers } });
  };

  /** A token may have ended before its time. */
  const attempt = async (request: HttpRequest): Promise<HttpResponse> => {
    const response = await once(request);
    return response.status === 401 && authentication.renew() ? once(request) : response;
  };

  return async (request) => {
    try {
      const response = await attempt(request);
      const { status, body } = response;
      if (status < 300) return { response };
      const reason = `HTTP Response code: ${status}, Response content: ${body.slice(0, 1000)}`;
      return { error: failure(request.url, reason, response), mayPass: retryOn(status) };
    } catch (error) {
      const cause = asError(error);
      // The connection may come back; who refuses our credentials will refuse them again.
      const mayPass = cause instanceof RetriableError || !(cause instanceof ConnectError);
      return { error: failure(request.url, `Exception : ${cause.message}`, null, cause), mayPass };
    }
  };
};
