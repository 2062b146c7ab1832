import type { Context, Hono } from 'hono';
import { negotiate } from './negotiate.ts';
import { methodNotAllowed } from './standard-refusals.ts';

export type Handler = (c: Context) => Response | Promise<Response>;

type Method = 'DELETE' | 'POST' | 'PUT' | 'PATCH' | 'GET';

/** One path and what may be done with it. */
export interface Route {
  /** In hono's terms: `/connectors/:connector`. */
  readonly path: string;
  readonly methods: Partial<Record<Method, Handler>>;
}

/** The order of Kafka Connect's `Allow` headers. */
const ORDER = ['DELETE', 'POST', 'PUT', 'PATCH', 'GET'] as const;

const allowed = ({ methods }: Route): readonly string[] => [
  ...(methods.GET ? ['HEAD'] : []),
  ...ORDER.filter((method) => methods[method]),
  'OPTIONS',
];

const options =
  (route: Route): Handler =>
  (c) =>
    c.text(allowed(route).join(', '), 200, { Allow: allowed(route).join(','), 'Content-Type': 'text/plain' });

/**
 * Adds a route; its path answers OPTIONS, and any other method with 405. HEAD is hono's, from GET.
 *
 * @param guard asked first, once it is clear that there is something to be had; gives the refusal, if any.
 */
export const addRoute = (app: Hono, route: Route, guard: (c: Context) => Response | undefined): void => {
  for (const method of ORDER) {
    const handler = route.methods[method];
    if (handler === undefined) continue;
    app.on(method, route.path, async (c) => guard(c) ?? (await negotiate(c)) ?? handler(c));
  }
  app.on('OPTIONS', route.path, (c) => guard(c) ?? options(route)(c));
  app.all(route.path, methodNotAllowed);
};
