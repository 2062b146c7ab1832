/** The parts that we use of libraries without types. */

declare module 'kafkajs-snappy' {
  export default function createSnappy(): {
    compress(encoder: { readonly buffer: Buffer }): Promise<Uint8Array>;
    decompress(bytes: Buffer): Promise<Uint8Array>;
  };
}

declare module 'lz4js' {
  export function makeBuffer(bytes: number): Uint8Array;
  /** Returns the bytes written, 0 when nothing repeats. */
  export function compressBlock(
    from: Uint8Array,
    to: Uint8Array,
    start: number,
    length: number,
    hashTable: Uint32Array,
  ): number;
  /** Returns the position after the bytes written. */
  export function decompressBlock(
    from: Uint8Array,
    to: Uint8Array,
    start: number,
    length: number,
    toStart: number,
  ): number;
}

declare module 'zstd-codec' {
  export namespace ZstdCodec {
    interface Zstd {
      readonly Simple: new () => { compress(bytes: Uint8Array): Uint8Array };
      readonly Streaming: new () => { decompress(bytes: Uint8Array): Uint8Array | null };
    }
    function run(ready: (zstd: Zstd) => void): void;
  }
}

/** Since Node 22.15; the types are those of the oldest Node that we run on. */
declare module 'node:zlib' {
  export const zstdCompressSync: ((bytes: Uint8Array) => Buffer) | undefined;
  export const zstdDecompressSync: ((bytes: Uint8Array) => Buffer) | undefined;
}
