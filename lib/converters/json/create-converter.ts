import { invalidValue } from '../../config/invalid-value.ts';
import type { Converter } from '../../connect/converter.ts';
import { asError } from '../../connect/errors.ts';
import { NULL_VALUE } from '../../connect/value.ts';
import { createEnvelopeReader } from '../../formats/json/envelope-reader.ts';
import { createFixedSchemaReader, type ReadBytes, readPlain } from '../../formats/json/reader.ts';
import { createEnvelopeWriter, createPlainWriter } from '../../formats/json/writer.ts';
import type { JsonConverterConfig } from './config.ts';

const createReader = (config: JsonConverterConfig): ReadBytes => {
  if (!config['schemas.enable']) return readPlain;
  const content = config['schema.content'];
  const replaceNullWithDefault = config['replace.null.with.default'];
  if (content === null)
    return createEnvelopeReader({ cacheSize: config['schemas.cache.size'], replaceNullWithDefault });
  try {
    return createFixedSchemaReader(content, replaceNullWithDefault);
  } catch (error) {
    throw invalidValue('schema.content', content, asError(error).message);
  }
};

/** @throws ConfigError when `schema.content` is no schema. */
export const createJsonConverter = (config: JsonConverterConfig): Converter => {
  const createWriter = config['schemas.enable'] ? createEnvelopeWriter : createPlainWriter;
  const write = createWriter({
    decimalFormat: config['decimal.format'],
    replaceNullWithDefault: config['replace.null.with.default'],
  });
  const read = createReader(config);
  return {
    fromConnectData: (_topic, schema, value) => (schema === null && value === null ? null : write(schema, value)),
    toConnectData: (_topic, bytes) => (bytes === null ? NULL_VALUE : read(bytes)),
  };
};
