import { Struct } from '../../../connect/struct.ts';
import { plainJson } from '../../../formats/json/plain-json.ts';
import { createSchemaJson, type DecimalFormat } from '../../../formats/json/schema-json.ts';
import { createEnvelopeWriter } from '../../../formats/json/writer.ts';
import type { Compression } from './compression.ts';
import { createBody, type Format } from './format.ts';

interface JsonFormatOptions {
  readonly decimalFormat: DecimalFormat;
  readonly compression: Compression;
}

const description = ({ compression }: JsonFormatOptions): Omit<Format, 'open'> => ({
  extension: `.json${compression.extension}`,
  contentType: 'application/json',
  needsStruct: false,
  assembly: 'CONCATENATION',
});

/** A JSON value a line; follows Confluent's `JsonFormat`. All digits of INT64 are written. */
export const jsonFormat = (options: JsonFormatOptions): Format => {
  const writerOf = createSchemaJson(options.decimalFormat);
  return {
    ...description(options),
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

const LINE_FEED = Buffer.from('\n');

/** `{"schema":…,"payload":…}` a line, as `JsonFormat` with `format.json.schema.enable`; values without a schema are bare. */
export const jsonFormatWithSchemas = (options: JsonFormatOptions): Format => {
  const write = createEnvelopeWriter({ decimalFormat: options.decimalFormat, replaceNullWithDefault: false });
  return {
    ...description(options),
    open: (schema, place) =>
      createBody<Uint8Array>({
        place,
        // Structs of several schemas may share a file: each line says its own.
        encode: (value) => {
          const own = value instanceof Struct ? value.schema : schema;
          return own === null ? Buffer.from(plainJson(value)) : write(own, value);
        },
        assemble: (lines) => options.compression.compress(Buffer.concat(lines.flatMap((line) => [line, LINE_FEED]))),
      }),
  };
};
