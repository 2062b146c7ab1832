/** Kafka's protocol types (before flexible versions) as bytes. @see https://kafka.apache.org/protocol#protocol_types */

export type Wire = Buffer | readonly Wire[];

const sized = (bytes: number, write: (buffer: Buffer) => void): Buffer => {
  const buffer = Buffer.alloc(bytes);
  write(buffer);
  return buffer;
};

export const int8 = (value: number): Wire => sized(1, (buffer) => buffer.writeInt8(value));
export const int16 = (value: number): Wire => sized(2, (buffer) => buffer.writeInt16BE(value));
export const int32 = (value: number): Wire => sized(4, (buffer) => buffer.writeInt32BE(value));
export const int64 = (value: bigint): Wire => sized(8, (buffer) => buffer.writeBigInt64BE(value));
export const boolean = (value: boolean): Wire => int8(value ? 1 : 0);

export const string = (value: string): Wire => {
  const bytes = Buffer.from(value);
  return [int16(bytes.length), bytes];
};

export const NULL_STRING: Wire = int16(-1);

export const bytes = (value: Buffer): Wire => [int32(value.length), value];

export const array = <T>(values: readonly T[], write: (value: T) => Wire): Wire => [
  int32(values.length),
  ...values.map(write),
];

export const NULL_ARRAY: Wire = int32(-1);

/** All of it in one buffer. */
export const concat = (wire: Wire): Buffer => {
  const parts: Buffer[] = [];
  const collect = (part: Wire): void => {
    if (Buffer.isBuffer(part)) parts.push(part);
    else part.forEach(collect);
  };
  collect(wire);
  return Buffer.concat(parts);
};
