import type { FileReader, FileSource } from '../read/file-reader.ts';
import { gunzip, type Unpack, unsnappyStream, unzstd } from '../read/unpack.ts';
import type { AivenS3SourceConfig } from './config.ts';

const UNPACK: Readonly<Record<Exclude<AivenS3SourceConfig['file.compression.type'], null | 'none'>, Unpack>> = {
  gzip: gunzip,
  snappy: unsnappyStream,
  zstd: unzstd,
};

const unpacked = (read: FileReader, unpack: Unpack): FileReader =>
  async function* (file) {
    const source: FileSource = { ...file, stream: () => unpack(file.stream()) };
    yield* read(source);
  };

/** Loads the format's library, and no other's; follows Aiven's `TransformerFactory`. */
const readerOf = async (config: AivenS3SourceConfig): Promise<FileReader> => {
  switch (config['input.format']) {
    case 'avro':
      return (await import('../read/avro-reader.ts')).avroReader({});
    case 'jsonl':
      return (await import('../read/line-readers.ts')).jsonReader;
    default:
      return (await import('../read/chunk-reader.ts')).chunkReader(config['transformer.max.buffer.size']);
  }
};

/** How objects are read. Parquet has a compression of its own. */
export const createReader = async (config: AivenS3SourceConfig): Promise<FileReader> => {
  if (config['input.format'] === 'parquet')
    return (await import('../read/parquet/parquet-reader.ts')).parquetReader({});
  const read = await readerOf(config);
  const compression = config['file.compression.type'] ?? 'none';
  return compression === 'none' ? read : unpacked(read, UNPACK[compression]);
};
