import * as zlib from 'node:zlib';
import type { ZstdCodec as Wasm } from 'zstd-codec';
import { DataError } from '../../connect/errors.ts';
import type { Codec } from './codec.ts';

/** Zstandard: Node's own where there is one (22.15 and later), else compiled to WebAssembly. */
export const createZstdCodec = async (): Promise<Codec> => nativeCodec() ?? wasmCodec();

const nativeCodec = (): Codec | undefined => {
  const { zstdCompressSync, zstdDecompressSync } = zlib;
  if (zstdCompressSync === undefined || zstdDecompressSync === undefined) return undefined;
  return {
    compress: async (bytes) => zstdCompressSync(bytes),
    decompress: async (bytes) => zstdDecompressSync(bytes),
  };
};

const wasmCodec = async (): Promise<Codec> => {
  // Left out of bundles for a Node that has its own: two megabytes that would never run.
  const { ZstdCodec } = await import('zstd-codec');
  const zstd = await new Promise<Wasm.Zstd>((resolve) => ZstdCodec.run(resolve));
  const simple = new zstd.Simple();
  // Frames of Java's streaming compressor don't say how long they are, which `Simple` needs to know.
  const streaming = new zstd.Streaming();
  return {
    compress: async (bytes) => Buffer.from(simple.compress(bytes)),
    decompress: async (bytes) => Buffer.from(streaming.decompress(bytes) ?? corrupt()),
  };
};

const corrupt = (): never => {
  throw new DataError('Failed to decompress record stream (zstd)');
};
