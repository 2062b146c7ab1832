import type { ConnectValue } from '../../../connect/value.ts';

/** What a JSON pointer (RFC 6901) finds; `undefined` where there is nothing. */
export type JsonPointer = (document: ConnectValue) => ConnectValue | undefined;

/** RFC 6901, 4: no sign, no leading zeros. */
const INDEX = /^(?:0|[1-9]\d*)$/;

const member = (value: ConnectValue | undefined, token: string): ConnectValue | undefined => {
  if (Array.isArray(value)) return INDEX.test(token) ? value[Number(token)] : undefined;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return undefined;
  return Object.entries(value).find(([name]) => name === token)?.[1];
};

/** `~1` before `~0`, so that `~01` is `~1`. */
const unescaped = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~');

export const isJsonPointer = (text: string): boolean => /^(?:\/(?:[^~/]|~[01])*)*$/.test(text);

/** Reads the pointer once, for many documents. The empty one is the whole document. */
export const jsonPointer = (text: string): JsonPointer => {
  const tokens = text.split('/').slice(1).map(unescaped);
  return (document) => tokens.reduce<ConnectValue | undefined>(member, document);
};
