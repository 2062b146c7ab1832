import { asError, DataError } from '../../../connect/errors.ts';
import type { Schema } from '../../../connect/schema.ts';
import { type AvroJson, avroText } from '../../../formats/avro/avro-json.ts';
import { type AvroOptions, DEFAULT_AVRO_OPTIONS } from '../../../formats/avro/avro-options.ts';
import { type AvroEncode, createAvroWriter } from '../../../formats/avro/avro-writer.ts';
import { fromConnectSchema } from '../../../formats/avro/from-connect-schema.ts';
import { parseAvroSchema } from '../../../formats/avro/parse-schema.ts';
import { type AvroCodec, avroPiece } from './avro-file.ts';
import { createBody, type Format } from './format.ts';

interface Encoder {
  readonly text: string;
  readonly encode: AvroEncode;
}

interface AvroFormatOptions extends Partial<AvroOptions> {
  readonly codec: AvroCodec;
  /** What the file says that its schema is: the encoding must be the same. @default the schema of the values */
  readonly describe?: (json: AvroJson) => AvroJson;
}

const compile = (schema: Schema, options: AvroOptions, describe: (json: AvroJson) => AvroJson): Encoder => {
  try {
    const json = fromConnectSchema(schema, options);
    return { text: avroText(describe(json)), encode: createAvroWriter(schema, parseAvroSchema(json), options) };
  } catch (error) {
    throw new DataError(`The schema cannot be expressed in Avro: ${asError(error).message}`, { cause: error });
  }
};

/** Object container files; follows Confluent's `AvroFormat`. Values need a schema. */
export const avroFormat = ({ codec, describe = (json) => json, ...given }: AvroFormatOptions): Format => {
  const options: AvroOptions = { ...DEFAULT_AVRO_OPTIONS, ...given };
  const encoders = new WeakMap<Schema, Encoder>();
  const encoderOf = (schema: Schema): Encoder => {
    const encoder = encoders.get(schema) ?? compile(schema, options, describe);
    encoders.set(schema, encoder);
    return encoder;
  };
  return {
    extension: '.avro',
    contentType: 'application/avro',
    needsStruct: false,
    assembly: 'CONCATENATION',
    open: (schema, place) => {
      if (schema === null) throw new DataError('AvroFormat needs values with a schema');
      const { text, encode } = encoderOf(schema);
      return createBody<Buffer>({
        place,
        encode,
        assemble: (records, isFirst) => avroPiece({ schema: text, codec, name: place.name, isFirst }, records),
      });
    },
  };
};
