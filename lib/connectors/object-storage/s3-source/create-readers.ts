import { fieldOf } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { FileReader } from '../read/file-reader.ts';
import type { S3SourceConfig } from './config.ts';
import { csvOptions } from './csv-options.ts';
import { AVRO_FORMAT, BYTE_ARRAY_FORMAT, isCsv, JSON_FORMAT, PARQUET_FORMAT } from './formats.ts';
import { RESTORE_WHOLE } from './modes.ts';
import type { FileReaders } from './read-file.ts';

/** Loads the format's library, and no other's. */
const createReader = async (format: string, config: S3SourceConfig, separator: string): Promise<FileReader> => {
  const avro = { connectMetaData: config['connect.meta.data'], enhanced: config['enhanced.avro.schema.support'] };
  if (format === AVRO_FORMAT) {
    const { avroReader } = await import('../read/avro-reader.ts');
    return avroReader(avro);
  }
  if (format === PARQUET_FORMAT) {
    const { parquetReader } = await import('../read/parquet/parquet-reader.ts');
    return parquetReader(avro);
  }
  if (isCsv(format)) {
    const { csvReader } = await import('../read/csv/csv-reader.ts');
    return csvReader(csvOptions(config));
  }
  const { bytesReader, jsonReader, jsonReaderWithSchemas, stringReader } = await import('../read/line-readers.ts');
  if (format === BYTE_ARRAY_FORMAT) return bytesReader(separator);
  if (format !== JSON_FORMAT) return stringReader;
  return config.mode === RESTORE_WHOLE || config['format.json.schema.enable'] ? jsonReaderWithSchemas : jsonReader;
};

/** Formats of structs alone have keys in one. */
const unwrappedKeys = (read: FileReader): FileReader =>
  async function* (file) {
    for await (const keys of read(file))
      yield keys.map(({ schema, value }) => {
        if (!(value instanceof Struct) || schema?.type !== 'STRUCT') return { schema, value };
        return { schema: fieldOf(schema, 'key')?.schema ?? null, value: value.get('key') };
      });
  };

const createKeyReader = async (config: S3SourceConfig, separator: string): Promise<FileReader> => {
  const format = config['keys.format.class'];
  const read = await createReader(format, config, separator);
  return format === PARQUET_FORMAT ? unwrappedKeys(read) : read;
};

/** `separator` is `format.bytearray.separator` as written: parsing trims values, and blanks count here. */
export const createReaders = async (config: S3SourceConfig, separator = '\n'): Promise<FileReaders> => ({
  values: await createReader(config['format.class'], config, separator),
  isEnveloped: config.mode === RESTORE_WHOLE,
  keys: config['store.kafka.keys'] ? await createKeyReader(config, separator) : null,
  headers: config['store.kafka.headers'] ? await createReader(config['headers.format.class'], config, separator) : null,
});
