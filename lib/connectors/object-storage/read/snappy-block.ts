import { snappyUncompress } from 'hyparquet';

const uncompressedLength = (block: Uint8Array): number => {
  let length = 0;
  for (let index = 0; index < 5; index++) {
    const byte = block[index] ?? 0;
    length += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) break;
  }
  return length;
};

/** A block of Snappy, which begins with the length of what it holds. */
export const unsnappy = (block: Uint8Array): Buffer => {
  const output = Buffer.alloc(uncompressedLength(block));
  snappyUncompress(block, output);
  return output;
};
