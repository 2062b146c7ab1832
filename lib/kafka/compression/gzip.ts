import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Codec } from './codec.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

export const gzipCodec: Codec = {
  compress: (bytes) => compress(bytes),
  decompress: (bytes) => decompress(bytes),
};
