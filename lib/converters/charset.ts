import { asBuffer } from '../connect/as-buffer.ts';
/** Text as bytes and back, as Java's charset of the same name has it. */
export interface Charset {
  encode(text: string): Uint8Array;
  decode(bytes: Uint8Array): string;
}

const nodeCharset = (encoding: 'utf8' | 'utf16le'): Charset => ({
  encode: (text) => Buffer.from(text, encoding),
  decode: (bytes) => asBuffer(bytes).toString(encoding),
});

/** Characters that the charset lacks become `?`, as in Java, instead of whatever their low byte happens to be. */
const latin1: Charset = {
  encode: (text) => Buffer.from(text.replace(/[^\0-\xff]/gu, '?'), 'latin1'),
  decode: (bytes) => asBuffer(bytes).toString('latin1'),
};

const ascii: Charset = {
  encode: (text) => Buffer.from(text.replace(/[^\0-\x7f]/gu, '?'), 'latin1'),
  decode: (bytes) =>
    asBuffer(bytes)
      .toString('latin1')
      .replace(/[^\0-\x7f]/g, '\ufffd'),
};

const utf8 = nodeCharset('utf8');
const utf16le = nodeCharset('utf16le');

/** By Java's names and aliases, in capitals. */
const charsets: ReadonlyMap<string, Charset> = new Map([
  ['UTF-8', utf8],
  ['UTF8', utf8],
  ['UTF-16LE', utf16le],
  ['UTF_16LE', utf16le],
  ['ISO-8859-1', latin1],
  ['ISO8859_1', latin1],
  ['LATIN1', latin1],
  ['US-ASCII', ascii],
  ['ASCII', ascii],
]);

export const SUPPORTED_CHARSETS = 'UTF-8, UTF-16LE, ISO-8859-1, US-ASCII';

/** The charset of that name, in any case, if it is one of {@link SUPPORTED_CHARSETS} or their aliases. */
export const findCharset = (name: string): Charset | undefined => charsets.get(name.toUpperCase());
