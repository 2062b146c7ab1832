import { ConnectError, RetriableError } from '../../connect/errors.ts';
import type { Credentials } from './credentials.ts';

/** X allows no more until then. */
export class RateLimitError extends Error {
  readonly untilMs: number;

  constructor(untilMs: number) {
    super(`X allows no more requests until ${new Date(untilMs).toISOString()}`);
    this.untilMs = untilMs;
  }
}

/** X takes the request for wrong: status 400, and what it says of it. */
export class BadRequestError extends ConnectError {}

interface XRequest {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly parameters?: Readonly<Record<string, string | null>>;
  readonly body?: object;
  readonly signal: AbortSignal;
}

/** Sends a request; the answer's status is 200 or 201. */
export type XApi = (request: XRequest) => Promise<Response>;

/** Where X does not say how long to wait, as for a monthly cap. */
const LONG_WAIT_MS = 15 * 60_000;

const resetOf = ({ headers }: Response): number => {
  const seconds = Number(headers.get('x-rate-limit-reset') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : Date.now() + LONG_WAIT_MS;
};

const PERMISSION =
  'check twitter.bearer.token and the twitter.oauth keys, and that the access level of the app has this endpoint';

/** What a refused request means. Texts are X's: they name parameters, never credentials. */
const failureOf = async (path: string, response: Response): Promise<Error> => {
  const { status } = response;
  const said = (await response.text().catch(() => '')).slice(0, 1000);
  if (status === 429) return new RateLimitError(resetOf(response));
  if (status >= 500) return new RetriableError(`X answers ${path} with status ${status}`);
  if (status === 400) return new BadRequestError(`X refuses the request to ${path}: ${said}`);
  return new ConnectError(`X refuses ${path} with status ${status}; ${PERMISSION}. It says: ${said}`);
};

/**
 * X's API v2 with these credentials.
 *
 * @throws RateLimitError, BadRequestError, RetriableError when it is out of reach, and ConnectError when it refuses.
 */
export const createXApi = (apiUrl: string, credentials: Credentials): XApi => {
  const send = async ({ method = 'GET', path, parameters = {}, body, signal }: XRequest): Promise<Response> => {
    const url = new URL(path, apiUrl);
    for (const [name, value] of Object.entries(parameters)) if (value !== null) url.searchParams.set(name, value);
    const headers = {
      authorization: await credentials.header(method, url),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const init = { method, headers, signal, ...(body !== undefined && { body: JSON.stringify(body) }) };
    return fetch(url, init).catch((error: unknown) => {
      throw new RetriableError(`X can't be reached at ${apiUrl}`, { cause: error });
    });
  };
  return async (request) => {
    const first = await send(request);
    const response = first.status === 401 && credentials.refused() ? await send(request) : first;
    if (!response.ok) throw await failureOf(request.path, response);
    return response;
  };
};
