/** Stands in for zstd compiled to WebAssembly (1.8 MB): the deployed runtime has zstd in `node:zlib`. */
export const ZstdCodec = {
  run: (): never => {
    throw new Error('zstd comes with the deployed runtime');
  },
};
