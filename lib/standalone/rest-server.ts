import { once } from 'node:events';
import { createServer } from 'node:https';
import type { TlsOptions } from 'node:tls';
import { type ServerType, serve } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Listener } from './listeners.ts';

/** What is served at one address. */
export interface Binding {
  readonly app: Hono;
  readonly listener: Listener;
}

const close = (server: ServerType): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });

/**
 * Listens on all addresses.
 *
 * @param tls key and certificate of https listeners.
 * @throws the first address's error, such as EADDRINUSE, with nothing left open.
 */
export const startRestServer = async (bindings: readonly Binding[], tls: TlsOptions): Promise<() => Promise<void>> => {
  const servers: ServerType[] = [];
  const closeAll = async (): Promise<void> => {
    await Promise.all(servers.map(close));
  };
  try {
    for (const { app, listener } of bindings) {
      const { scheme, host, port } = listener;
      const server = serve({
        fetch: app.fetch,
        port,
        ...(host !== undefined && { hostname: host }),
        ...(scheme === 'https' && { createServer, serverOptions: tls }),
      });
      await once(server, 'listening');
      servers.push(server);
    }
  } catch (error) {
    await closeAll();
    throw error;
  }
  return closeAll;
};
