/**
 * Kafka's variable-length integers: zigzag, seven bits a byte, the low ones first; follows
 * `org.apache.kafka.common.utils.ByteUtils`.
 */

/** Bytes that {@link writeVarint} takes. */
export const varintSize = (value: number): number => {
  const zigzag = (value << 1) ^ (value >> 31);
  return zigzag === 0 ? 1 : Math.ceil((32 - Math.clz32(zigzag)) / 7);
};

/** Writes a 32-bit integer. @returns the position after it. */
export const writeVarint = (to: Uint8Array, at: number, value: number): number => {
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  let position = at;
  for (; rest > 0x7f; rest >>>= 7) to[position++] = (rest & 0x7f) | 0x80;
  to[position++] = rest;
  return position;
};

const zigzag64 = (value: number): bigint => (value < 0 ? -2n * BigInt(value) - 1n : 2n * BigInt(value));

const isSmall = (value: number): boolean => value === value << 0;

/** Bytes that {@link writeVarlong} takes. */
export const varlongSize = (value: number): number => {
  if (isSmall(value)) return varintSize(value);
  let size = 1;
  for (let rest = zigzag64(value) >> 7n; rest > 0n; rest >>= 7n) size++;
  return size;
};

/** Writes a safe integer as a 64-bit one. @returns the position after it. */
export const writeVarlong = (to: Uint8Array, at: number, value: number): number => {
  if (isSmall(value)) return writeVarint(to, at, value);
  let position = at;
  let rest = zigzag64(value);
  for (; rest > 0x7fn; rest >>= 7n) to[position++] = Number(rest & 0x7fn) | 0x80;
  to[position++] = Number(rest);
  return position;
};
