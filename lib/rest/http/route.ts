import type { Context, Hono } from 'hono';
import type { SchemaName } from '../openapi/schemas.ts';
import { negotiate } from './negotiate.ts';
import { methodNotAllowed } from './standard-refusals.ts';

export type Handler = (c: Context) => Response | Promise<Response>;

type Method = 'DELETE' | 'POST' | 'PUT' | 'PATCH' | 'GET';

/** A parameter of the query, none of which has to be there. */
interface QueryParameter {
  readonly description: string;
  /** Its JSON schema. */
  readonly schema: object;
}

/** What can be asked of a path: how it is done, and all that the API's document says of it. */
export interface Operation {
  /** Its name in the clients that are generated from the document; a public contract. */
  readonly id: string;
  readonly summary: string;
  readonly query?: Readonly<Record<string, QueryParameter>>;
  readonly body?: SchemaName;
  /** Media type of what is answered where all is well. @default JSON */
  readonly produces?: string;
  /** Bodies by status, where all is well; `null` for none. What is refused is an `ErrorMessage` everywhere. */
  readonly answers: Readonly<Record<number, SchemaName | null>>;
  readonly handle: Handler;
}

/** One path and what may be done with it. */
export interface Route {
  /** In hono's terms: `/connectors/:connector`. */
  readonly path: string;
  readonly methods: Partial<Record<Method, Operation>>;
}

/** The order of Kafka Connect's `Allow` headers. */
export const METHODS = ['DELETE', 'POST', 'PUT', 'PATCH', 'GET'] as const;

const allowed = ({ methods }: Route): readonly string[] => [
  ...(methods.GET ? ['HEAD'] : []),
  ...METHODS.filter((method) => methods[method]),
  'OPTIONS',
];

const options = (c: Context, methods: readonly string[]): Response =>
  c.text(methods.join(', '), 200, { Allow: methods.join(','), 'Content-Type': 'text/plain' });

/**
 * Adds a route; its path answers OPTIONS, and any other method with 405. HEAD is hono's, from GET.
 *
 * @param guard asked first, once it is clear that there is something to be had; gives the refusal, if any.
 */
export const addRoute = (app: Hono, route: Route, guard: (c: Context) => Response | undefined): void => {
  for (const method of METHODS) {
    const operation = route.methods[method];
    if (operation === undefined) continue;
    app.on(
      method,
      route.path,
      async (c) => guard(c) ?? (await negotiate(c, operation.produces)) ?? operation.handle(c),
    );
  }
  const methods = allowed(route);
  app.on('OPTIONS', route.path, (c) => guard(c) ?? options(c, methods));
  app.all(route.path, (c) => {
    c.header('Allow', methods.join(','));
    return methodNotAllowed(c);
  });
};
