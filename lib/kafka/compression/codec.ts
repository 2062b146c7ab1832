import { ConnectError } from '../../connect/errors.ts';

export type CompressionType = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';

/** Compresses the records of a batch, all at once. */
export interface Codec {
  compress(bytes: Buffer): Promise<Buffer>;
  decompress(bytes: Buffer): Promise<Buffer>;
}

/** In the order of their numbers in a record batch's attributes. */
const types: readonly CompressionType[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];

/** The number that a record batch's attributes carry; follows `org.apache.kafka.common.record.CompressionType`. */
export const compressionId = (type: CompressionType): number => types.indexOf(type);

/** @throws ConnectError when the number is none that Kafka knows. */
export const compressionType = (id: number): CompressionType => {
  const type = types[id];
  if (type === undefined) throw new ConnectError(`Unknown compression type id: ${id}`);
  return type;
};

const loaders: Readonly<Record<Exclude<CompressionType, 'none'>, () => Promise<Codec>>> = {
  gzip: async () => (await import('./gzip.ts')).gzipCodec,
  snappy: async () => (await import('./snappy.ts')).snappyCodec,
  lz4: async () => (await import('./lz4.ts')).lz4Codec,
  zstd: async () => (await import('./zstd.ts')).createZstdCodec(),
};

const loaded = new Map<CompressionType, Promise<Codec>>();

/** Loads a codec the first time it is met: most deployments meet one at most, and zstd's is large. */
export const codec = (type: Exclude<CompressionType, 'none'>): Promise<Codec> => {
  const known = loaded.get(type) ?? loaders[type]();
  loaded.set(type, known);
  return known;
};
