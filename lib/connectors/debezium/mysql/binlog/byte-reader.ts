/** Reads the parts of an event one after the other; all numbers are little-endian but where a name says otherwise. */
export interface ByteReader {
  readonly position: number;
  /** Bytes that are left. */
  readonly left: number;
  skip(bytes: number): void;
  uint8(): number;
  uint16(): number;
  uint24(): number;
  uint32(): number;
  /** Six bytes. */
  uint48(): number;
  uint64(): bigint;
  uint(bytes: number): number;
  uintBE(bytes: number): number;
  /** A length-encoded integer. */
  packed(): number;
  /** A view of the next bytes. */
  bytes(length: number): Buffer;
  text(length: number): string;
  /** Up to a zero byte, which is passed. */
  zeroEnded(): string;
  rest(): Buffer;
  readonly buffer: Buffer;
}

export const createByteReader = (buffer: Buffer, start = 0, end = buffer.length): ByteReader => {
  let at = start;
  const forward = (bytes: number): number => {
    const from = at;
    at += bytes;
    if (at > end) throw new RangeError(`an event of the binary log ends ${at - end} bytes early`);
    return from;
  };
  const uint = (bytes: number): number => (bytes === 0 ? 0 : buffer.readUIntLE(forward(bytes), bytes));
  const uint64 = (): bigint => buffer.readBigUInt64LE(forward(8));
  const bytes = (length: number): Buffer => {
    const from = forward(length);
    return buffer.subarray(from, from + length);
  };
  const packed = (): number => {
    const first = uint(1);
    if (first < 251) return first;
    if (first === 252) return uint(2);
    return first === 253 ? uint(3) : Number(uint64());
  };
  return {
    buffer,
    get position() {
      return at;
    },
    get left() {
      return end - at;
    },
    skip: (count) => void forward(count),
    uint8: () => buffer.readUInt8(forward(1)),
    uint16: () => buffer.readUInt16LE(forward(2)),
    uint24: () => uint(3),
    uint32: () => buffer.readUInt32LE(forward(4)),
    uint48: () => uint(6),
    uint64,
    uint,
    uintBE: (count) => buffer.readUIntBE(forward(count), count),
    packed,
    bytes,
    text: (length) => bytes(length).toString('utf8'),
    zeroEnded: () => {
      const zero = buffer.indexOf(0, at);
      const text = bytes(zero - at).toString('utf8');
      forward(1);
      return text;
    },
    rest: () => bytes(end - at),
  };
};
