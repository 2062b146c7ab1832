import { createHash, createHmac } from 'node:crypto';

/** A request as a server gets it. */
interface ReceivedRequest {
  readonly method: string;
  /** With its query, as it was sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly bytes: Uint8Array;
}

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** RFC 3986, where `encodeURIComponent` leaves some characters. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

const canonicalQuery = (query: string): string =>
  [...new URLSearchParams(query)]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&');

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

/**
 * What AWS makes of a signature, step by step as its page on Signature Version 4 has them
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html), without the code under test.
 *
 * @returns who signed for what, `<access key>/<region>/<service>`, and which headers; null if the signature is not theirs
 */
export const verifySignature = (
  { method, path, headers, bytes }: ReceivedRequest,
  secret: string,
): { readonly scope: string; readonly signed: readonly string[] } | null => {
  const [, accessKey = '', date = '', region = '', service = '', names = '', signature] =
    AUTHORIZATION.exec(String(headers.authorization)) ?? [];
  const [uri = '', query = ''] = path.split('?');
  const canonical = [
    method,
    uri.split('/').map(encode).join('/'),
    canonicalQuery(query),
    ...names.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    names,
    sha256(bytes),
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secret}`, date));
  const isTheirs = hmac(key, text).toString('hex') === signature;
  return isTheirs ? { scope: `${accessKey}/${region}/${service}`, signed: names.split(';') } : null;
};
