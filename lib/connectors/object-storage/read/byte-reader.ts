import { DataError } from '../../../connect/errors.ts';

/** Bytes of a stream, in portions that the caller chooses. */
export interface ByteReader {
  /** @throws DataError where the stream ends before. */
  read(bytes: number): Promise<Buffer>;
  /** As many, or what is left. */
  readUpTo(bytes: number): Promise<Buffer>;
  /** A long as Avro writes it: in zigzag order, seven bits a byte. */
  readLong(): Promise<number>;
  isAtEnd(): Promise<boolean>;
}

const LONG_BYTES = 10;

export const createByteReader = (body: AsyncIterable<Uint8Array>): ByteReader => {
  const chunks = body[Symbol.asyncIterator]();
  let buffer = Buffer.alloc(0);
  const fill = async (bytes: number): Promise<boolean> => {
    const parts: Uint8Array[] = [buffer];
    for (let length = buffer.length; length < bytes; ) {
      const { done, value } = await chunks.next();
      if (done) break;
      parts.push(value);
      length += value.length;
    }
    if (parts.length > 1) buffer = Buffer.concat(parts);
    return buffer.length >= bytes;
  };
  const read = async (bytes: number): Promise<Buffer> => {
    if (bytes < 0 || !(await fill(bytes))) throw new DataError('The file ends within a block');
    const taken = buffer.subarray(0, bytes);
    buffer = buffer.subarray(bytes);
    return taken;
  };
  return {
    read,
    readUpTo: async (bytes) => {
      await fill(bytes);
      return read(Math.min(bytes, buffer.length));
    },
    readLong: async () => {
      let bits = 0n;
      for (let index = 0n; index < LONG_BYTES; index++) {
        const [byte = 0] = await read(1);
        bits |= BigInt(byte & 0x7f) << (7n * index);
        if (byte < 0x80) return Number((bits >> 1n) ^ -(bits & 1n));
      }
      throw new DataError('A number in the file has too many bytes');
    },
    isAtEnd: async () => !(await fill(1)),
  };
};
