import createSnappy from 'kafkajs-snappy';
import type { Codec } from './codec.ts';

const snappy = createSnappy();

/** Snappy, raw as kafkajs writes it or framed as snappy-java does (`xerial`); Kafka's clients read both. */
export const snappyCodec: Codec = {
  compress: async (bytes) => Buffer.from(await snappy.compress({ buffer: bytes })),
  decompress: async (bytes) => Buffer.from(await snappy.decompress(bytes)),
};
