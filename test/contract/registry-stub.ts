import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { connect } from 'node:net';

export interface Stub {
  readonly port: number;
  /** What was asked so far. */
  readonly requests: ReadonlyArray<{
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
  }>;
  close(): void;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

const started = async (server: Server, requests: Stub['requests']): Promise<Stub> => {
  await once(server.listen(0), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stub has no port');
  return {
    port: address.port,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** A server that answers every request alike, or by its number; over TLS where that is set up. */
export const startStub = (answer: (count: number) => Answer, tls?: ServerOptions): Promise<Stub> => {
  const requests: Array<Stub['requests'][number]> = [];
  const listen: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    requests.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
    const { status, body } = answer(requests.length);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  return started(tls === undefined ? createServer(listen) : createTlsServer(tls, listen), requests);
};

/** As much of a schema registry as registering takes: every schema has the id 1. */
export const startRegistryStub = (tls?: ServerOptions): Promise<Stub> =>
  startStub(() => ({ status: 200, body: { id: 1 } }), tls);

/** A proxy that lets every host through; its requests are the hosts. */
export const startProxyStub = (): Promise<Stub> => {
  const requests: Array<Stub['requests'][number]> = [];
  const server = createServer();
  server.on('connect', ({ url = '', headers }, client, head) => {
    requests.push({ path: url, headers, body: '' });
    const { hostname, port } = new URL(`http://${url}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  return started(server, requests);
};
