import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '../services/ports.ts';

export interface InterruptibleProxy {
  readonly port: number;
  /** Ends all connections and takes no more, until `restore` is called. */
  interrupt(): Promise<void>;
  restore(): Promise<void>;
  stop(): Promise<void>;
}

/** Stands before a service that others use as well, so that a test can take it away from one client. */
export const startInterruptibleProxy = async (target: number): Promise<InterruptibleProxy> => {
  const port = await freePort();
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  const listen = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen();
  return { port, interrupt: close, restore: listen, stop: close };
};
