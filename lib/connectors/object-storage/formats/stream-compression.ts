import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';

/** Compression around any format: what is compressed piece by piece is one stream to its readers. */
export interface StreamCompression {
  readonly extension: string;
  compress(bytes: Uint8Array, isFirst: boolean): Promise<Uint8Array>;
}

const gzipAsync = promisify(gzip);

const int = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

const SNAPPY_HEADER = Buffer.concat([Buffer.from('\x82SNAPPY\x00', 'latin1'), int(1), int(1)]);
const SNAPPY_BLOCK_BYTES = 32 * 1024;

/** The framing of `org.xerial.snappy.SnappyOutputStream`, which is not that of Snappy's own specification. */
const snappyStream = (bytes: Uint8Array, isFirst: boolean): Buffer => {
  const parts: Uint8Array[] = isFirst ? [SNAPPY_HEADER] : [];
  for (let start = 0; start < bytes.length; start += SNAPPY_BLOCK_BYTES) {
    const block = snappyCompress(bytes.subarray(start, start + SNAPPY_BLOCK_BYTES));
    parts.push(int(block.length), block);
  }
  return Buffer.concat(parts);
};

export type StreamCompressionType = 'none' | 'gzip' | 'snappy' | 'zstd';

/** Follows Aiven's `CompressionType`. */
export const createStreamCompression = async (type: StreamCompressionType): Promise<StreamCompression> => {
  switch (type) {
    case 'none':
      return { extension: '', compress: async (bytes) => bytes };
    case 'gzip':
      return { extension: '.gz', compress: (bytes) => gzipAsync(bytes) };
    case 'snappy':
      return { extension: '.snappy', compress: async (bytes, isFirst) => snappyStream(bytes, isFirst) };
    case 'zstd': {
      const { createZstd } = await import('./zstd.ts');
      const zstd = await createZstd();
      return { extension: '.zst', compress: async (bytes) => zstd(bytes) };
    }
  }
};
