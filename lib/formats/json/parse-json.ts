import { isUtf8 } from 'node:buffer';
import { asBuffer } from '../../connect/as-buffer.ts';
import { asError, DataError } from '../../connect/errors.ts';
import type { Json } from './json.ts';
import { hasLongDigits } from './long-digits.ts';
import { parseExactJson } from './parse-exact.ts';

const decode = (bytes: Uint8Array): string => {
  const text = asBuffer(bytes).toString();
  // Decoding puts U+FFFD where bytes are wrong; only a text that has one is worth a closer look.
  if (text.includes('\ufffd') && !isUtf8(bytes)) throw new SyntaxError('Invalid UTF-8');
  return text;
};

const parseFast = (bytes: Uint8Array): Json => {
  const text = decode(bytes);
  if (hasLongDigits(bytes)) return parseExactJson(text, { decimals: false });
  try {
    return JSON.parse(text);
  } catch {
    // What only our own parser allows (leading zeros), or else says more clearly.
    return parseExactJson(text, { decimals: false });
  }
};

/**
 * Parses the bytes of a message. No integer is rounded; with `decimals`, no other number either.
 *
 * @throws DataError when they are not JSON in UTF-8.
 */
export const parseJson = (bytes: Uint8Array, { decimals = false } = {}): Json => {
  try {
    return decimals ? parseExactJson(decode(bytes), { decimals }) : parseFast(bytes);
  } catch (error) {
    throw new DataError('Converting byte[] to Kafka Connect data failed due to serialization error: ', {
      cause: asError(error),
    });
  }
};
