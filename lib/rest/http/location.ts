import type { Context } from 'hono';
import type { RestOptions } from '../rest-options.ts';

/** Where a new connector is to be found: an absolute URL that can be followed whatever is in the name. */
export const locationOf = (c: Context, { advertisedUrl }: RestOptions, connector: string): string => {
  const base = advertisedUrl?.replace(/\/$/, '') ?? new URL(c.req.url).origin;
  return `${base}/connectors/${encodeURIComponent(connector)}`;
};
