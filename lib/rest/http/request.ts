import type { Context } from 'hono';

/** A part of the path, decoded; a route has it, or would not have matched. */
export const param = (c: Context, name: string): string => c.req.param(name) ?? '';

/** A flag of the query as Java reads booleans: anything but `true` is false; `absent` when there is none, or it is empty. */
export const flag = (c: Context, name: string, absent: boolean): boolean => {
  const text = c.req.query(name);
  return text === undefined || text === '' ? absent : text.toLowerCase() === 'true';
};
