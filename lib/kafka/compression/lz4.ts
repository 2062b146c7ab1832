import { compressBlock, decompressBlock, makeBuffer } from 'lz4js';
import { DataError } from '../../connect/errors.ts';
import type { Codec } from './codec.ts';

/**
 * LZ4 in the frame format as Kafka wants it: independent blocks, which its Java client and broker insist on and lz4js's own
 * frames don't have. Only lz4js's block compression is used. Follows `Lz4BlockOutputStream` and
 * https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md.
 */
export const lz4Codec: Codec = {
  compress: async (bytes) => compressFrame(bytes),
  decompress: async (bytes) => decompressFrame(bytes),
};

const MAGIC = 0x184d2204;
const BLOCK_BYTES = 65_536;
/** Magic number, version 1 with independent blocks, blocks of 64 KB, and the checksum of these two bytes. */
const header = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82]);
const endMark = Buffer.alloc(4);
const UNCOMPRESSED = 0x80000000;

const compressFrame = (bytes: Buffer): Buffer => {
  const parts: Buffer[] = [header];
  const room = makeBuffer(BLOCK_BYTES + BLOCK_BYTES / 255 + 16);
  for (let at = 0; at < bytes.length; at += BLOCK_BYTES)
    parts.push(...block(bytes.subarray(at, at + BLOCK_BYTES), room));
  return Buffer.concat([...parts, endMark]);
};

const block = (bytes: Buffer, room: Uint8Array): readonly Buffer[] => {
  const length = compressBlock(bytes, room, 0, bytes.length, new Uint32Array(65_536));
  const smaller = length > 0 && length < bytes.length;
  const size = Buffer.alloc(4);
  size.writeUInt32LE(smaller ? length : (bytes.length | UNCOMPRESSED) >>> 0);
  return [size, smaller ? Buffer.from(room.subarray(0, length)) : bytes];
};

const decompressFrame = (bytes: Buffer): Buffer => {
  const flags = bytes[4] ?? 0;
  if (bytes.length < header.length || bytes.readUInt32LE(0) !== MAGIC || flags >> 6 !== 1)
    throw new DataError('Stream unsupported (invalid LZ4 frame header)');
  const maxBlockBytes = 1 << (8 + 2 * (((bytes[5] ?? 0) >> 4) & 7));
  const hasBlockChecksums = (flags & 0x10) !== 0;
  const parts: Buffer[] = [];
  let at = (flags & 0x08) === 0 ? 7 : 15;
  for (let size = bytes.readUInt32LE(at); size !== 0; size = bytes.readUInt32LE(at)) {
    const length = size & ~UNCOMPRESSED;
    const content = bytes.subarray(at + 4, at + 4 + length);
    parts.push((size & UNCOMPRESSED) === 0 ? decompressed(content, maxBlockBytes) : content);
    at += 4 + length + (hasBlockChecksums ? 4 : 0);
  }
  return Buffer.concat(parts);
};

const decompressed = (content: Buffer, maxBytes: number): Buffer => {
  const room = Buffer.allocUnsafe(maxBytes);
  return room.subarray(0, decompressBlock(content, room, 0, content.length, 0));
};
