import { defineConverter, defineHeaderConverter } from '../config/define-converter.ts';
import type { Converter } from '../connect/converter.ts';
import { DataError } from '../connect/errors.ts';
import { javaClass } from '../connect/java-class.ts';
import { OPTIONAL_BYTES_SCHEMA } from '../connect/schema.ts';
import { asHeaderConverter } from './as-header-converter.ts';
import { converterTypeConfig } from './converter-type.ts';
import { KAFKA_VERSION } from './version.ts';

const converter: Converter = {
  fromConnectData: (_topic, schema, value) => {
    if (schema !== null && schema.type !== 'BYTES')
      throw new DataError(`Invalid schema type for ByteArrayConverter: ${schema.type}`);
    if (value !== null && !(value instanceof Uint8Array))
      throw new DataError(`ByteArrayConverter is not compatible with objects of type class ${javaClass(value)}`);
    return value;
  },
  toConnectData: (_topic, bytes) => ({ schema: OPTIONAL_BYTES_SCHEMA, value: bytes }),
};

/** Bytes as they are; follows `org.apache.kafka.connect.converters.ByteArrayConverter`. */
const description = {
  className: 'org.apache.kafka.connect.converters.ByteArrayConverter',
  version: KAFKA_VERSION,
  documentation: 'Passes bytes through unchanged; other values are refused.',
  configDef: converterTypeConfig,
};

export const byteArrayConverter = defineConverter({ ...description, create: () => converter });

export const byteArrayHeaderConverter = defineHeaderConverter({
  ...description,
  create: () => asHeaderConverter(converter),
});
