import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest, type RequestOptions as TlsRequestOptions } from 'node:https';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** Certificates and agents. */
  readonly options: TlsRequestOptions;
}

export interface HttpResponse {
  readonly status: number;
  readonly body: string;
}

/** One request over `node:http`, since `fetch` has no client certificates. @throws whatever the connection fails with. */
export const sendHttp = ({ method, url, headers, body, timeoutMs, options }: HttpRequest): Promise<HttpResponse> =>
  new Promise((resolve, reject) => {
    const settings: RequestOptions & TlsRequestOptions = {
      ...options,
      method,
      headers: body === undefined ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      signal: AbortSignal.timeout(timeoutMs),
    };
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = send(url, settings, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
