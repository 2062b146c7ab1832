import { asError, ConnectError, RetriableError } from '../../../connect/errors.ts';
import { basicAuthorization, type HttpClient, type HttpResponse } from '../../../http/client.ts';
import type { Authentication, Identity } from './authentication.ts';
import type { AuthenticationSettings } from './authentication-settings.ts';

/** How long before its end a token is replaced, in milliseconds. */
const MARGIN_MS = 30_000;

interface Token {
  readonly identity: Identity;
  readonly replaceAt: number;
}

const parsed = (body: string): Readonly<Record<string, unknown>> => {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' && json !== null ? { ...json } : {};
  } catch {
    return {};
  }
};

const tokenIn = ({ body }: HttpResponse, property: string, now: number): Token => {
  const answer = parsed(body);
  const text = answer[property];
  const seconds = answer.expires_in;
  if (typeof text !== 'string' || text === '')
    throw new ConnectError(`The OAuth2 server answered without ${property}: check oauth2.token.property`);
  const lifetimeMs = typeof seconds === 'number' ? seconds * 1000 : Number.POSITIVE_INFINITY;
  return {
    identity: { headers: { authorization: `Bearer ${text}` }, query: {} },
    replaceAt: now + Math.max(lifetimeMs / 2, lifetimeMs - MARGIN_MS),
  };
};

/** Tokens by client credentials (RFC 6749, 4.4), kept until shortly before they end, or until one is refused. */
export const createOAuth2 = (settings: AuthenticationSettings['oauth2'], client: HttpClient): Authentication => {
  const { url, id, secret, property, inForm, scope } = settings;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    ...(scope === '' ? {} : { scope }),
    ...(inForm ? { client_id: id, client_secret: secret } : {}),
  });
  const headers = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    ...(inForm ? {} : { authorization: basicAuthorization(id, secret) }),
    ...settings.headers,
  };
  let token: Promise<Token> | undefined;

  const ask = (): Promise<HttpResponse> =>
    client.send({ method: 'POST', url: new URL(url), headers, body: form.toString() }).catch((error: unknown) => {
      throw new RetriableError(`The OAuth2 server cannot be reached: ${asError(error).message}`, { cause: error });
    });

  const fetchToken = async (): Promise<Token> => {
    const response = await ask();
    const { status } = response;
    if (status >= 500 || status === 429) throw new RetriableError(`The OAuth2 server answered ${status}`);
    if (status !== 200) throw new ConnectError(`The OAuth2 server refused oauth2.client.id: it answered ${status}`);
    return tokenIn(response, property, Date.now());
  };

  /** Requests that are under way at the same time wait for the same token. */
  const currentToken = async (): Promise<Token> => {
    const kept = await token?.catch(() => undefined);
    if (kept !== undefined && Date.now() < kept.replaceAt) return kept;
    const fetched = fetchToken();
    token = fetched;
    return fetched;
  };

  return {
    identity: async () => {
      const { identity } = await currentToken();
      return identity;
    },
    renew: () => {
      token = undefined;
      return true;
    },
  };
};
