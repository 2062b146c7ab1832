import * as zlib from 'node:zlib';

type Compress = (bytes: Uint8Array) => Buffer;

let loaded: Promise<Compress> | undefined;

/** Zstandard: Node's own where there is one (22.15 and later), else compiled to WebAssembly, once. */
export const createZstd = (): Promise<Compress> => {
  loaded ??= load();
  return loaded;
};

const load = async (): Promise<Compress> => {
  const { zstdCompressSync } = zlib;
  if (zstdCompressSync !== undefined) return zstdCompressSync;
  // Left out of bundles for a Node that has its own.
  const { ZstdCodec } = await import('zstd-codec');
  return new Promise((resolve) =>
    ZstdCodec.run((zstd) => {
      const simple = new zstd.Simple();
      resolve((bytes) => Buffer.from(simple.compress(bytes)));
    }),
  );
};
