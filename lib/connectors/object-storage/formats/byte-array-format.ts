import { DataError } from '../../../connect/errors.ts';
import type { Schema } from '../../../connect/schema.ts';
import type { Compression } from './compression.ts';
import { createBody, type Format } from './format.ts';

const checkSchema = (schema: Schema | null): void => {
  if (schema !== null && schema.type !== 'BYTES')
    throw new DataError(`Invalid schema type for ByteArrayConverter: ${schema.type}`);
};

/** Raw values with a separator after each; follows Confluent's `ByteArrayFormat`. */
export const byteArrayFormat = (options: {
  readonly extension: string;
  readonly separator: string;
  readonly compression: Compression;
}): Format => {
  const separator = Buffer.from(options.separator);
  return {
    extension: options.extension + options.compression.extension,
    contentType: 'application/octet-stream',
    needsStruct: false,
    assembly: 'CONCATENATION',
    open: (schema, place) => {
      checkSchema(schema);
      return createBody<Uint8Array>({
        place,
        encode: (value) => {
          if (!(value instanceof Uint8Array)) throw new DataError('ByteArrayFormat takes bytes only');
          return value;
        },
        assemble: (values) =>
          options.compression.compress(Buffer.concat(values.flatMap((value) => [value, separator]))),
      });
    },
  };
};
