import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { errorResponse } from './error-response.ts';

/** Hashes have one length, as the comparison in constant time needs it. */
const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

const credentialsOf = (authorization: string | undefined): readonly [string, string] | undefined => {
  const encoded = /^Basic +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
};

/**
 * Lets only these users in; follows `BasicAuthSecurityRestExtension`.
 *
 * @param users passwords by name.
 * @returns the refusal, if the request does not come from one of them.
 */
export const basicAuthentication =
  (users: ReadonlyMap<string, string>) =>
  (c: Context): Response | undefined => {
    const [name, password] = credentialsOf(c.req.header('Authorization')) ?? ['', ''];
    const expected = users.get(name);
    if (expected !== undefined && timingSafeEqual(hash(password), hash(expected))) return undefined;
    c.header('WWW-Authenticate', 'Basic realm="Kafka Connect"');
    return errorResponse(c, 401, 'User cannot access the resource.');
  };
