import { ConnectError } from '../../../connect/errors.ts';
import { TYPE } from './type-codes.ts';

/** Reads what a server answers. */
export interface ByteReader {
  byte(): number;
  boolean(): boolean;
  short(): number;
  int(): number;
  long(): bigint;
  bytes(length: number): Buffer;
  /** A STRING with its type code; `null` for NULL. */
  text(): string | null;
  skip(bytes: number): void;
}

export const createByteReader = (buffer: Buffer): ByteReader => {
  let at = 0;
  const take = (bytes: number): number => {
    const start = at;
    at += bytes;
    return start;
  };
  const reader: ByteReader = {
    byte: () => buffer.readInt8(take(1)),
    boolean: () => buffer.readInt8(take(1)) !== 0,
    short: () => buffer.readInt16LE(take(2)),
    int: () => buffer.readInt32LE(take(4)),
    long: () => buffer.readBigInt64LE(take(8)),
    bytes: (length) => {
      const start = take(length);
      return buffer.subarray(start, start + length);
    },
    text: () => {
      const code = reader.byte();
      if (code === TYPE.NULL) return null;
      if (code !== TYPE.STRING) throw new ConnectError(`Ignite: a text was expected, and type ${code} came`);
      return reader.bytes(reader.int()).toString();
    },
    skip: (bytes) => void take(bytes),
  };
  return reader;
};
