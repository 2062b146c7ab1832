import type { Context } from 'hono';
import { notAcceptable, unsupportedMediaType } from './standard-refusals.ts';

const JSON_TYPE = 'application/json';
const essence = (mediaType: string): string => (mediaType.split(';')[0] ?? '').trim().toLowerCase();

const isExcluded = (mediaType: string): boolean => /;\s*q=0(\.0*)?\s*(;|$)/.test(mediaType);

const accepts = (accept: string | undefined, type: string): boolean => {
  const acceptable = [type, `${type.split('/')[0]}/*`, '*/*'];
  return (
    accept === undefined ||
    accept.split(',').some((mediaType) => acceptable.includes(essence(mediaType)) && !isExcluded(mediaType))
  );
};

const takesBody = (method: string): boolean => method === 'POST' || method === 'PUT' || method === 'PATCH';

const isReadable = async (c: Context): Promise<boolean> => {
  const contentType = c.req.header('Content-Type');
  if (contentType !== undefined) return essence(contentType) === JSON_TYPE;
  return (await c.req.text()) === '';
};

/**
 * Almost everything here is JSON, both ways.
 *
 * @param produces what would be answered.
 * @returns the refusal, if the request wants or brings something else.
 */
export const negotiate = async (c: Context, produces = JSON_TYPE): Promise<Response | undefined> => {
  if (takesBody(c.req.method) && !(await isReadable(c))) return unsupportedMediaType(c);
  return accepts(c.req.header('Accept'), essence(produces)) ? undefined : notAcceptable(c);
};
