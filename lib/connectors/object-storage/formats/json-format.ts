import { plainJson } from '../../../formats/json/plain-json.ts';
import { createSchemaJson, type DecimalFormat } from '../../../formats/json/schema-json.ts';
import type { Compression } from './compression.ts';
import { createBody, type Format } from './format.ts';

/** A JSON value a line; follows Confluent's `JsonFormat`. All digits of INT64 are written. */
export const jsonFormat = (options: {
  readonly decimalFormat: DecimalFormat;
  readonly compression: Compression;
}): Format => {
  const writerOf = createSchemaJson(options.decimalFormat);
  return {
    extension: `.json${options.compression.extension}`,
    contentType: 'application/json',
    needsStruct: false,
    assembly: 'CONCATENATION',
    open: (schema, place) => {
      const write = schema === null ? plainJson : writerOf(schema);
      return createBody<string>({
        place,
        encode: (value) => `${write(value)}\n`,
        assemble: (lines) => options.compression.compress(Buffer.from(lines.join(''))),
      });
    },
  };
};
