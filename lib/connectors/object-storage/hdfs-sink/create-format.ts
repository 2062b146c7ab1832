import { createCompression } from '../formats/compression.ts';
import type { Format } from '../formats/format.ts';
import { formatOf } from './class-names.ts';
import type { HdfsSinkConfig } from './config.ts';

/** Loads the format's library, and no other's. */
export const createFormat = async (config: HdfsSinkConfig): Promise<Format> => {
  const className = config['format.class'];
  switch (formatOf(className)) {
    case 'avro': {
      const { avroFormat } = await import('../formats/avro-format.ts');
      return avroFormat({
        codec: config['avro.codec'],
        connectMetaData: config['connect.meta.data'],
        allowOptionalMapKeys: config['allow.optional.map.keys'],
        enhanced: config['enhanced.avro.schema.support'],
      });
    }
    case 'parquet': {
      const { parquetFormat } = await import('../formats/parquet-format.ts');
      return parquetFormat(config['parquet.codec'], { extension: '.parquet' });
    }
    case 'json': {
      const { jsonFormat } = await import('../formats/json-format.ts');
      return jsonFormat({ decimalFormat: 'BASE64', compression: createCompression('none', -1) });
    }
    case 'string': {
      const { stringFormat } = await import('../formats/string-format.ts');
      return stringFormat;
    }
    default:
      throw new RangeError(`No format: ${className}`);
  }
};
