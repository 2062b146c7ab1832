import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer, type ServerOptions as TlsServerOptions } from 'node:https';
import { text } from 'node:stream/consumers';

/** A request as the API has got it. */
interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly body?: string;
}

/** An API that a test stands for. */
export interface Api {
  readonly url: string;
  readonly port: number;
  readonly received: readonly Received[];
  /** What is answered from now on; `undefined` closes the connection. */
  answer(how: (received: Received) => Answer | undefined): void;
  /** Which requests are not answered at all from now on. */
  hold(which: (received: Received) => boolean): void;
  close(): Promise<void>;
}

export const startApi = async (tls?: TlsServerOptions, listenOn = 0): Promise<Api> => {
  const received: Received[] = [];
  let answerOf: (one: Received) => Answer | undefined = () => ({ status: 200, body: 'OK' });
  let isHeld: (one: Received) => boolean = () => false;
  const server = (tls === undefined ? createServer() : createTlsServer(tls)).on(
    'request',
    async (incoming, response) => {
      const { method = '', url: path = '', headers } = incoming;
      const one = { method, path, headers, body: await text(incoming) };
      received.push(one);
      if (isHeld(one)) return;
      const answer = answerOf(one);
      if (answer === undefined) response.destroy();
      else response.writeHead(answer.status).end(answer.body);
    },
  );
  await new Promise<void>((resolve) => server.listen(listenOn, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    received,
    answer: (how) => {
      answerOf = how;
    },
    hold: (which) => {
      isHeld = which;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
