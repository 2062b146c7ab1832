import type { Context } from 'hono';
import type { RestOptions } from '../rest-options.ts';

/** What may stand as it is in a part of a path, but `encodeURIComponent` encodes. */
const LEGAL = /%(?:24|26|2B|2C|3A|3B|3D|40)/g;

const segment = (name: string): string => encodeURIComponent(name).replaceAll(LEGAL, decodeURIComponent);

/** Where a new connector is to be found: an absolute URL that can be followed whatever is in the name. */
export const locationOf = (c: Context, { advertisedUrl }: RestOptions, connector: string): string => {
  const base = advertisedUrl?.replace(/\/$/, '') ?? new URL(c.req.url).origin;
  return `${base}/connectors/${segment(connector)}`;
};
