import type { FileReader } from '../read/file-reader.ts';
import type { S3SourceConfig } from './config.ts';
import { AVRO_FORMAT, BYTE_ARRAY_FORMAT, JSON_FORMAT } from './formats.ts';
import type { FileReaders } from './read-file.ts';

/** Loads the format's library, and no other's. */
const createReader = async (format: string, config: S3SourceConfig, separator: string): Promise<FileReader> => {
  if (format === AVRO_FORMAT) {
    const { avroReader } = await import('../read/avro-reader.ts');
    return avroReader({
      connectMetaData: config['connect.meta.data'],
      enhanced: config['enhanced.avro.schema.support'],
    });
  }
  const { bytesReader, jsonReader, stringReader } = await import('../read/line-readers.ts');
  if (format === BYTE_ARRAY_FORMAT) return bytesReader(separator);
  return format === JSON_FORMAT ? jsonReader : stringReader;
};

/** `separator` is `format.bytearray.separator` as written: parsing trims values, and blanks count here. */
export const createReaders = async (config: S3SourceConfig, separator = '\n'): Promise<FileReaders> => ({
  values: await createReader(config['format.class'], config, separator),
  keys: config['store.kafka.keys'] ? await createReader(config['keys.format.class'], config, separator) : null,
  headers: config['store.kafka.headers'] ? await createReader(config['headers.format.class'], config, separator) : null,
});
