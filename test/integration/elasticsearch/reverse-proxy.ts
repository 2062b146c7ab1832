import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { buffer } from 'node:stream/consumers';

/** A request on its way through, and what may be answered in the server's stead. */
interface Passing {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly bytes: Buffer;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  /** Whether the server gets the request all the same: only its answer is lost. */
  readonly afterwards?: boolean;
}

export interface ReverseProxy {
  readonly url: string;
  readonly passed: readonly Passing[];
  /** What answers from now on; `undefined` lets a request through. */
  intercept(answer: (passing: Passing) => Answer | undefined): void;
  close(): Promise<void>;
}

/** Stands before a server, and answers for it where a test says so; with a certificate it speaks TLS. */
export const startReverseProxy = async (
  target: string,
  tls?: { readonly cert: string; readonly key: string },
): Promise<ReverseProxy> => {
  const passed: Passing[] = [];
  let answerOf: (passing: Passing) => Answer | undefined = () => undefined;

  const forward = (incoming: IncomingMessage, body: Buffer, response: ServerResponse | null): Promise<void> =>
    new Promise((resolve, reject) => {
      const { method, headers } = incoming;
      // A connection each: one that is kept may be closed by the server just when it is used again.
      const options = { method, headers, agent: false };
      const outgoing = request(new URL(incoming.url ?? '/', target), options, (answer) => {
        if (response === null) answer.resume().on('end', resolve);
        else {
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response).on('finish', resolve);
        }
      });
      outgoing.on('error', reject).end(body);
    });

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(incoming);
    const { method = '', url: path = '', headers } = incoming;
    const passing = { method, path, headers, body: body.toString(), bytes: body };
    passed.push(passing);
    const answer = answerOf(passing);
    if (answer === undefined) return forward(incoming, body, response);
    if (answer.afterwards) await forward(incoming, body, null);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  };

  const take = (incoming: IncomingMessage, response: ServerResponse): void =>
    void handle(incoming, response).catch(() => response.destroy());
  const server = tls === undefined ? createServer(take) : createTlsServer(tls, take);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    passed,
    intercept: (answer) => {
      answerOf = answer;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
