import { ConnectError } from '../../connect/errors.ts';

/** Reads what records are made of, from the front to the back. */
export interface RecordReader {
  skip(bytes: number): void;
  varint(): number;
  varlong(): number;
  /** A view, not a copy; `null` when the length before it is negative. */
  bytes(): Buffer | null;
}

/** Reads from a buffer. @throws ConnectError when it ends in the middle of a value. */
export const createRecordReader = (buffer: Buffer): RecordReader => {
  let at = 0;

  const varint = (): number => {
    let zigzag = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = buffer[at++];
      if (byte === undefined) throw truncated();
      zigzag |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (zigzag >>> 1) ^ -(zigzag & 1);
    }
    throw new ConnectError('Found invalid record structure: a variable-length integer of more than 5 bytes');
  };

  const varlong = (): number => {
    const start = at;
    while ((buffer[at++] ?? 0) >= 0x80);
    if (at > buffer.length) throw truncated();
    if (at - start <= 4) {
      at = start;
      return varint();
    }
    let zigzag = 0n;
    for (let position = at - 1; position >= start; position--)
      zigzag = (zigzag << 7n) | BigInt((buffer[position] ?? 0) & 0x7f);
    return Number((zigzag >> 1n) ^ -(zigzag & 1n));
  };

  const bytes = (): Buffer | null => {
    const length = varint();
    if (length < 0) return null;
    at += length;
    if (at > buffer.length) throw truncated();
    return buffer.subarray(at - length, at);
  };

  const skip = (count: number): void => {
    at += count;
  };

  return { skip, varint, varlong, bytes };
};

const truncated = (): ConnectError =>
  new ConnectError('Found invalid record structure: the batch ends inside a record');
