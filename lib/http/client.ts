import { Agent, type Dispatcher, ProxyAgent, request } from 'undici';
import type { TlsOptions } from './tls.ts';

export interface HttpProxy {
  readonly host: string;
  readonly port: number;
  /** Empty without authentication. */
  readonly username: string;
  readonly password: string;
}

export interface HttpClientOptions {
  readonly tls: TlsOptions;
  readonly proxy: HttpProxy | null;
  /** 0 waits for as long as it takes. */
  readonly connectTimeoutMs: number;
  /** How long the server may keep silent; 0 for as long as it likes. */
  readonly readTimeoutMs: number;
  /** How long an idle connection is kept. */
  readonly idleTimeoutMs: number;
}

export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface HttpRequest {
  readonly method: HttpMethod;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Requests over connections that are kept. */
export interface HttpClient {
  /** Resolves with whatever the server answers. @throws whatever the connection fails with. */
  send(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}

const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** The value of an `authorization` header (RFC 7617). */
export const basicAuthorization = basic;

const connectOptions = ({ tls, connectTimeoutMs }: HttpClientOptions) => {
  const { verifyHost, ...pem } = tls;
  return {
    ...pem,
    timeout: connectTimeoutMs,
    ...(verifyHost ? {} : { checkServerIdentity: () => undefined }),
  };
};

const proxyOrigin = ({ host, port }: HttpProxy): string => `${/^https?:/.test(host) ? '' : 'http://'}${host}:${port}`;

const proxyToken = ({ username, password }: HttpProxy): string | undefined =>
  username === '' ? undefined : basic(username, password);

/** HTTPS goes through a proxy in a tunnel, plain HTTP is handed to it (RFC 9112, 3.2.2). */
const throughProxy = (proxy: HttpProxy, options: HttpClientOptions, timeouts: Agent.Options) => {
  const token = proxyToken(proxy);
  const tunnel = new ProxyAgent({
    uri: proxyOrigin(proxy),
    ...(token !== undefined && { token }),
    requestTls: connectOptions(options),
    ...timeouts,
  });
  const direct = new Agent({ ...timeouts, connect: connectOptions(options) });
  const forward = async ({ method, url, headers, body }: HttpRequest): Promise<Dispatcher.ResponseData> =>
    direct.request({
      origin: proxyOrigin(proxy),
      path: url.href,
      method,
      headers: { ...headers, host: url.host, ...(token !== undefined && { 'proxy-authorization': token }) },
      body: body ?? null,
    });
  return { dispatchers: [tunnel, direct], tunnel, forward };
};

/** A client over undici, the HTTP client that Node.js itself uses. */
export const createHttpClient = (options: HttpClientOptions): HttpClient => {
  const timeouts = {
    headersTimeout: options.readTimeoutMs,
    bodyTimeout: options.readTimeoutMs,
    keepAliveTimeout: options.idleTimeoutMs,
    pipelining: 1,
  };
  const proxied = options.proxy === null ? null : throughProxy(options.proxy, options, timeouts);
  const dispatcher = proxied?.tunnel ?? new Agent({ ...timeouts, connect: connectOptions(options) });

  const answer = (outgoing: HttpRequest): Promise<Dispatcher.ResponseData> => {
    const { method, url, headers, body } = outgoing;
    if (proxied !== null && url.protocol === 'http:') return proxied.forward(outgoing);
    return request(url, { dispatcher, method, headers, body: body ?? null });
  };

  return {
    send: async (outgoing) => {
      const { statusCode, headers, body } = await answer(outgoing);
      return { status: statusCode, headers, body: await body.text() };
    },
    close: async () => {
      await Promise.all((proxied?.dispatchers ?? [dispatcher]).map((one) => one.destroy()));
    },
  };
};
