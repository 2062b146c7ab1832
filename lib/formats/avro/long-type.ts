import avro from 'avsc';

const MAX_BYTES = 10;
/** Five groups of seven bits fit into what JavaScript's bit operators work on, less one for the sign. */
const SMALL = 2 ** 30;

const isLong = (value: unknown): boolean =>
  typeof value === 'bigint'
    ? BigInt.asIntN(64, value) === value
    : Number.isInteger(value) && Math.abs(Number(value)) <= 2 ** 63;

const writeGroups = (bytes: Buffer, first: number | bigint): Buffer => {
  let length = 0;
  let rest = BigInt.asUintN(64, BigInt(first));
  do {
    const group = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes[length++] = rest === 0n ? group : group | 0x80;
  } while (rest !== 0n);
  return bytes.subarray(0, length);
};

const writeSmall = (bytes: Buffer, value: number): Buffer => {
  let length = 0;
  let rest = (value << 1) ^ (value >> 31);
  for (; rest > 0x7f; rest >>>= 7) bytes[length++] = (rest & 0x7f) | 0x80;
  bytes[length++] = rest;
  return bytes.subarray(0, length);
};

/** One buffer for all: what is written is copied before the next one comes. */
const scratch = Buffer.alloc(MAX_BYTES);

const write = (value: number | bigint): Buffer => {
  if (typeof value === 'number' && value < SMALL && value > -SMALL) return writeSmall(scratch, value);
  const long = BigInt(value);
  return writeGroups(scratch, (long << 1n) ^ (long >> 63n));
};

const readSmall = (bytes: Buffer): number => {
  let value = 0;
  for (let index = 0; index < bytes.length; index++) value |= ((bytes[index] ?? 0) & 0x7f) << (7 * index);
  return (value >>> 1) ^ -(value & 1);
};

const readLarge = (bytes: Buffer): number | bigint => {
  let value = 0n;
  bytes.forEach((byte, index) => {
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
  });
  const long = BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
  return Number.isSafeInteger(Number(long)) ? Number(long) : long;
};

const MAX_SMALL_BYTES = 4;

/** Longs with all their digits, where avsc's own stop at 2^53: numbers where a double is exact, else bigints. */
export const longType = avro.types.LongType.__with(
  {
    isValid: isLong,
    toBuffer: write,
    fromBuffer: (bytes: Buffer) => (bytes.length <= MAX_SMALL_BYTES ? readSmall(bytes) : readLarge(bytes)),
    fromJSON: BigInt,
    toJSON: Number,
    compare: (left: bigint, right: bigint) => Number(left > right) - Number(left < right),
  },
  true,
);
