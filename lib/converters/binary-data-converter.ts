import { defineConfig } from '../config/config-def.ts';
import { defineConverter } from '../config/define-converter.ts';
import { oneOf } from '../config/validators.ts';
import { DataError } from '../connect/errors.ts';
import { byteArrayConverter } from './byte-array-converter.ts';
import { converterTypeConfig } from './converter-type.ts';
import { jsonConverter } from './json-converter.ts';
import { KAFKA_VERSION } from './version.ts';

/**
 * Bytes as they are, and what is none by another converter; follows `io.debezium.converters.BinaryDataConverter`, of which
 * `ByteArrayConverter`, for MongoDB, differs in what Java calls bytes only.
 */
export const binaryDataConverter = defineConverter({
  className: 'io.debezium.converters.BinaryDataConverter',
  aliases: ['io.debezium.converters.ByteArrayConverter', 'io.debezium.converters.ByteBufferConverter'],
  version: KAFKA_VERSION,
  documentation:
    'Passes bytes through unchanged, such as the payloads of an outbox; other values, heartbeats among them, go through a delegate.',
  configDef: defineConfig({
    ...converterTypeConfig,
    'delegate.converter.type': {
      type: 'STRING',
      default: null,
      importance: 'MEDIUM',
      documentation: 'Converter for what is not bytes. Without one such values are refused.',
      validator: oneOf(jsonConverter.className),
    },
    'delegate.converter.type.schemas.enable': {
      type: 'BOOLEAN',
      default: true,
      importance: 'LOW',
      documentation: 'Whether the delegate writes and expects schemas beside the values.',
    },
  }),
  create: (config, isKey) => {
    const bytes = byteArrayConverter.create({}, isKey);
    const schemas = String(config['delegate.converter.type.schemas.enable']);
    const delegate =
      config['delegate.converter.type'] === null
        ? undefined
        : jsonConverter.create({ 'schemas.enable': schemas }, isKey);
    return {
      fromConnectData: (topic, schema, value) => {
        if (schema === null || schema.type === 'BYTES') return bytes.fromConnectData(topic, schema, value);
        if (delegate === undefined)
          throw new DataError(`A value of type ${schema.type} cannot be converted without delegate.converter.type`);
        return delegate.fromConnectData(topic, schema, value);
      },
      toConnectData: bytes.toConnectData,
    };
  },
});
