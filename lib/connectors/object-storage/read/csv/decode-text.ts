import { asError, DataError } from '../../../../connect/errors.ts';

/** `TextDecoder` takes these for windows-1252, which has other characters from 0x80 to 0x9F. */
const LATIN1 = /^(?:iso-?8859-?1|latin-?1|us-ascii|ascii)$/i;

interface Decoder {
  decode(chunk?: Uint8Array, options?: { readonly stream: boolean }): string;
}

/** @throws RangeError for the name of no character set. */
export const createDecoder = (charset: string): Decoder =>
  LATIN1.test(charset)
    ? { decode: (chunk = new Uint8Array(0)) => Buffer.from(chunk).toString('latin1') }
    : new TextDecoder(charset, { fatal: true });

/** The text of bytes, without a byte order mark. @throws DataError for bytes that are none of the character set. */
export async function* decodeText(body: AsyncIterable<Uint8Array>, charset: string): AsyncGenerator<string> {
  const decoder = createDecoder(charset);
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (error) {
      throw new DataError(`Not ${charset}: ${asError(error).message}`, { cause: error });
    }
  };
  for await (const chunk of body) yield decode(chunk);
  yield decode();
}

/** What stands behind the first so many lines, whatever they contain. */
export async function* skipLines(text: AsyncIterable<string>, count: number): AsyncGenerator<string> {
  let left = count;
  let isAfterReturn = false;
  for await (const chunk of text) {
    let start = 0;
    while (start < chunk.length && (left > 0 || isAfterReturn)) {
      const character = chunk[start];
      const endsPair = isAfterReturn && character === '\n';
      if (isAfterReturn && !endsPair && left === 0) break;
      isAfterReturn = character === '\r';
      if (isAfterReturn || (character === '\n' && !endsPair)) left -= 1;
      start += 1;
      if (endsPair && left === 0) break;
    }
    if (start < chunk.length) {
      isAfterReturn = false;
      yield chunk.slice(start);
    }
  }
}
