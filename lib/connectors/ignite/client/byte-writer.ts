/** Little-endian bytes in a buffer that grows. */
export interface ByteWriter {
  byte(value: number): void;
  short(value: number): void;
  int(value: number): void;
  /** Exact for every 64-bit integer, whichever of both types holds it. */
  long(value: number | bigint): void;
  float(value: number): void;
  double(value: number): void;
  bytes(value: Uint8Array): void;
  /** Length in bytes, then UTF-8; without a type code. */
  text(value: string): void;
  /** Overwrites an INT written before. */
  intAt(position: number, value: number): void;
  shortAt(position: number, value: number): void;
  position(): number;
  /** Forgets what is behind a position. */
  truncate(position: number): void;
  /** What was written, from a position on; valid until more is. */
  view(from?: number): Buffer;
}

const LOW_WORD = 2 ** 32;

export const createByteWriter = (initialBytes = 1024): ByteWriter => {
  let buffer = Buffer.allocUnsafe(initialBytes);
  let end = 0;
  /** Room for so many bytes more. @returns where they begin. */
  const room = (bytes: number): number => {
    const start = end;
    end += bytes;
    if (end > buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(end, 2 * buffer.length));
      buffer.copy(larger, 0, 0, start);
      buffer = larger;
    }
    return start;
  };
  return {
    byte: (value) => {
      const at = room(1);
      buffer[at] = value;
    },
    short: (value) => {
      const at = room(2);
      buffer.writeInt16LE(value, at);
    },
    int: (value) => {
      const at = room(4);
      buffer.writeInt32LE(value, at);
    },
    long: (value) => {
      const at = room(8);
      if (typeof value === 'bigint' || !Number.isSafeInteger(value)) {
        buffer.writeBigInt64LE(BigInt(value), at);
        return;
      }
      // Without a bigint for each of them, which costs several times as much.
      buffer.writeInt32LE(value | 0, at);
      buffer.writeInt32LE(Math.floor(value / LOW_WORD), at + 4);
    },
    float: (value) => {
      const at = room(4);
      buffer.writeFloatLE(value, at);
    },
    double: (value) => {
      const at = room(8);
      buffer.writeDoubleLE(value, at);
    },
    bytes: (value) => {
      const at = room(value.length);
      buffer.set(value, at);
    },
    text: (value) => {
      const length = Buffer.byteLength(value);
      const at = room(4 + length);
      buffer.writeInt32LE(length, at);
      buffer.write(value, at + 4);
    },
    intAt: (position, value) => void buffer.writeInt32LE(value, position),
    shortAt: (position, value) => void buffer.writeInt16LE(value, position),
    position: () => end,
    truncate: (position) => {
      end = position;
    },
    view: (from = 0) => buffer.subarray(from, end),
  };
};
