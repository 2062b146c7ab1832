import type { Context } from 'hono';
import { notAcceptable, unsupportedMediaType } from './standard-refusals.ts';

const JSON_TYPE = 'application/json';
const ACCEPTABLE = new Set([JSON_TYPE, 'application/*', '*/*']);

const essence = (mediaType: string): string => (mediaType.split(';')[0] ?? '').trim().toLowerCase();

const isExcluded = (mediaType: string): boolean => /;\s*q=0(\.0*)?\s*(;|$)/.test(mediaType);

const acceptsJson = (accept: string | undefined): boolean =>
  accept === undefined ||
  accept.split(',').some((mediaType) => ACCEPTABLE.has(essence(mediaType)) && !isExcluded(mediaType));

const takesBody = (method: string): boolean => method === 'POST' || method === 'PUT' || method === 'PATCH';

const isReadable = async (c: Context): Promise<boolean> => {
  const contentType = c.req.header('Content-Type');
  if (contentType !== undefined) return essence(contentType) === JSON_TYPE;
  return (await c.req.text()) === '';
};

/** Everything here is JSON, both ways. @returns the refusal, if the request wants or brings something else. */
export const negotiate = async (c: Context): Promise<Response | undefined> => {
  if (takesBody(c.req.method) && !(await isReadable(c))) return unsupportedMediaType(c);
  return acceptsJson(c.req.header('Accept')) ? undefined : notAcceptable(c);
};
