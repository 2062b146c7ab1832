import { createServer, request } from 'node:http';
import { connect } from 'node:net';

export interface ForwardProxy {
  readonly port: string;
  /** Methods and origins of what came along. */
  readonly seen: readonly string[];
  close(): Promise<void>;
}

/** A proxy for plain requests and for tunnels, which asks for the user `u` with the password `p`. */
export const startForwardProxy = async (): Promise<ForwardProxy> => {
  const seen: string[] = [];
  const isUser = (authorization: string | undefined) =>
    authorization === `Basic ${Buffer.from('u:p').toString('base64')}`;
  const server = createServer((incoming, response) => {
    const { method, url = '', headers } = incoming;
    seen.push(`${method} ${new URL(url).origin}`);
    if (!isUser(headers['proxy-authorization'])) return response.writeHead(407).end();
    const { 'proxy-authorization': _ours, ...passedOn } = headers;
    const outgoing = request(new URL(url), { method, headers: passedOn }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    return incoming.pipe(outgoing);
  });
  server.on('connect', ({ url = '', headers }, socket) => {
    seen.push(`CONNECT ${url}`);
    if (!isUser(headers['proxy-authorization']))
      return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const [host, port] = url.split(':');
    const tunnel = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    tunnel.on('error', () => socket.destroy());
    return socket.on('error', () => tunnel.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
  };
  return { port: String(typeof address === 'object' ? address?.port : ''), seen, close };
};
