import { ConnectError } from '../../connect/errors.ts';

/** Reads Kafka's protocol types (before flexible versions), from the front to the back. */
export interface WireReader {
  int16(): number;
  int32(): number;
  int64(): bigint;
  boolean(): boolean;
  /** `null` as the empty string. */
  string(): string;
  /** `null` as no bytes. */
  bytes(): Buffer;
  /** `null` as the empty array. */
  array<T>(read: (reader: WireReader) => T): readonly T[];
}

/** @see https://kafka.apache.org/protocol#protocol_types */
export const createWireReader = (buffer: Buffer): WireReader => {
  let at = 0;
  const take = (bytes: number): number => {
    at += bytes;
    if (at > buffer.length) throw new ConnectError('The answer of the broker ended too early.');
    return at - bytes;
  };
  const slice = (length: number): Buffer => {
    if (length <= 0) return buffer.subarray(0, 0);
    const start = take(length);
    return buffer.subarray(start, start + length);
  };
  const reader: WireReader = {
    int16: () => buffer.readInt16BE(take(2)),
    int32: () => buffer.readInt32BE(take(4)),
    int64: () => buffer.readBigInt64BE(take(8)),
    boolean: () => buffer.readInt8(take(1)) !== 0,
    string: () => slice(reader.int16()).toString(),
    bytes: () => slice(reader.int32()),
    array: (read) => Array.from({ length: Math.max(reader.int32(), 0) }, () => read(reader)),
  };
  return reader;
};
