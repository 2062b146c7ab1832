import { createServer } from 'node:http';
import type { Stoppable } from './lifecycle.ts';
import { freePort } from './ports.ts';

export interface OnDemandServer extends Stoppable {
  readonly url: string;
}

/**
 * `GET /<service>` answers with the facts of a service as JSON, and starts it the first time. Tests run in processes of
 * their own, where what they start would end with the test file.
 */
export async function serveOnDemand(start: (name: string) => Promise<Stoppable>): Promise<OnDemandServer> {
  const started = new Map<string, Promise<Stoppable>>();
  const once = (name: string): Promise<Stoppable> => {
    const service = started.get(name) ?? start(name);
    started.set(name, service);
    return service;
  };
  const server = createServer((request, response) => {
    once((request.url ?? '/').slice(1)).then(
      (service) => response.end(JSON.stringify(service)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  // A service may take minutes to download.
  server.requestTimeout = 0;
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = async (): Promise<void> => {
    server.close();
    const services = await Promise.allSettled(started.values());
    await Promise.allSettled(services.map((one) => (one.status === 'fulfilled' ? one.value.stop() : undefined)));
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}
