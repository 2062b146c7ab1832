import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

/** Pages of other origins that may use this API; follows `access.control.allow.*`. */
export interface CrossOrigin {
  /** Such as `https://ui.example`; `*` for all. */
  readonly origins: readonly string[];
  readonly methods: readonly string[];
}

/** How long a browser may remember what is allowed, in seconds. */
const MAX_AGE_S = 60;

/** Answers preflight requests, which carry no credentials, and marks answers that pages of other origins may read. */
export const crossOrigin = ({ origins, methods }: CrossOrigin): MiddlewareHandler => {
  const handle = cors({
    origin: origins.includes('*') ? '*' : [...origins],
    allowMethods: [...methods],
    maxAge: MAX_AGE_S,
  });
  return async (c, next) => {
    const isPreflight = c.req.header('Access-Control-Request-Method') !== undefined;
    return c.req.method === 'OPTIONS' && !isPreflight ? next() : handle(c, next);
  };
};
