import { createCompression } from '../formats/compression.ts';
import type { Format } from '../formats/format.ts';
import { AVRO_FORMAT, BACKUP, BYTE_ARRAY_FORMAT, JSON_FORMAT, PARQUET_FORMAT } from './class-names.ts';
import type { S3SinkConfig } from './config.ts';

/** Loads the format's library, and no other's: a cold start pays for what it uses. */
export const createFormat = async (
  className: string,
  config: S3SinkConfig,
  separator: string | undefined,
): Promise<Format> => {
  const compression = createCompression(config['s3.compression.type'], config['s3.compression.level']);
  switch (className) {
    case AVRO_FORMAT: {
      const { avroFormat } = await import('../formats/avro-format.ts');
      return avroFormat({
        codec: config['avro.codec'],
        connectMetaData: config['connect.meta.data'],
        allowOptionalMapKeys: config['allow.optional.map.keys'],
        enhanced: config['enhanced.avro.schema.support'],
        ignoreDefaultForNullables: config.mode === BACKUP,
      });
    }
    case PARQUET_FORMAT: {
      const { parquetFormat } = await import('../formats/parquet-format.ts');
      return parquetFormat(config['parquet.codec'], { keepsNulls: config.mode === BACKUP });
    }
    case BYTE_ARRAY_FORMAT: {
      const { byteArrayFormat } = await import('../formats/byte-array-format.ts');
      return byteArrayFormat({
        extension: config['format.bytearray.extension'],
        separator: separator ?? '\n',
        compression,
      });
    }
    case JSON_FORMAT: {
      const { jsonFormat, jsonFormatWithSchemas } = await import('../formats/json-format.ts');
      const create = config['format.json.schema.enable'] ? jsonFormatWithSchemas : jsonFormat;
      return create({ decimalFormat: config['json.decimal.format'], compression });
    }
    default:
      throw new RangeError(`No format: ${className}`);
  }
};
