import { once } from 'node:events';
import { type ServerType, serve } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Listener } from './listeners.ts';

/** Listens on all addresses. @throws the first address's error, such as EADDRINUSE, with nothing left open. */
export const startRestServer = async (app: Hono, listeners: readonly Listener[]): Promise<() => Promise<void>> => {
  const servers: ServerType[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(
      servers.map(
        (server) =>
          new Promise<void>((resolve) => {
            server.close(() => resolve());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      ),
    );
  };
  try {
    for (const { host, port } of listeners) {
      const server = serve({ fetch: app.fetch, port, ...(host !== undefined && { hostname: host }) });
      await once(server, 'listening');
      servers.push(server);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return close;
};
