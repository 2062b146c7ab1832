import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const gzipAsync = promisify(gzip);

/** Compression of a whole file, for formats that have none of their own. */
export interface Compression {
  readonly extension: string;
  compress(bytes: Uint8Array): Promise<Uint8Array>;
}

/** `level` is zlib's, -1 for its default. */
export const createCompression = (type: 'none' | 'gzip', level: number): Compression =>
  type === 'none'
    ? { extension: '', compress: async (bytes) => bytes }
    : { extension: '.gz', compress: (bytes) => gzipAsync(bytes, { level }) };
