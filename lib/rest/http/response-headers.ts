import type { MiddlewareHandler } from 'hono';

/** One rule of `response.http.headers.config`; follows Jetty's `HeaderFilter`. */
export interface HeaderRule {
  /** `add` keeps what is there. The value of a date is milliseconds from now. */
  readonly action: 'set' | 'add' | 'setDate' | 'addDate';
  readonly name: string;
  readonly value: string;
}

/** Puts headers on every answer, refusals included. */
export const responseHeaders =
  (rules: readonly HeaderRule[], now: () => number): MiddlewareHandler =>
  async (c, next) => {
    await next();
    for (const { action, name, value } of rules) {
      const text = action.endsWith('Date') ? new Date(now() + Number(value)).toUTCString() : value;
      c.header(name, text, { append: action.startsWith('add') });
    }
  };
