import http from 'node:http';
import https from 'node:https';
import { RetriableError } from '../../../../connect/errors.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: Buffer;
}

type SendRequest = (method: string, url: URL, body?: Uint8Array) => Promise<HttpAnswer>;

export interface HttpSender {
  readonly send: SendRequest;
  close(): void;
}

const HEADERS = { 'content-type': 'application/octet-stream' };

/**
 * Sends requests by `node:http`: data nodes answer 100 Continue without being asked, which `fetch` takes for a fault.
 *
 * @throws RetriableError when nothing, or nothing whole, is answered.
 */
export const createSender = (timeoutMs: number): HttpSender => {
  const options = { keepAlive: true, timeout: timeoutMs };
  const agents = { 'http:': new http.Agent(options), 'https:': new https.Agent(options) };

  const open = (method: string, url: URL, length: number): http.ClientRequest => {
    const headers = { ...HEADERS, 'content-length': length };
    return url.protocol === 'https:'
      ? https.request(url, { method, headers, agent: agents['https:'], timeout: timeoutMs })
      : http.request(url, { method, headers, agent: agents['http:'], timeout: timeoutMs });
  };

  const send: SendRequest = (method, url, body = new Uint8Array()) =>
    new Promise((resolve, reject) => {
      const fail = (error: Error): void =>
        reject(new RetriableError(`${method} ${url.origin}${url.pathname} failed: ${error.message}`, { cause: error }));
      const request = open(method, url, body.length);
      request.on('timeout', () => request.destroy(new Error(`nothing was heard for ${timeoutMs} ms`)));
      request.on('error', fail);
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () => {
          if (!response.complete) return fail(new Error('the answer was cut off'));
          resolve({
            status: response.statusCode ?? 0,
            location: response.headers.location,
            body: Buffer.concat(chunks),
          });
        });
      });
      request.end(body);
    });

  return {
    send,
    close: () => {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
};
