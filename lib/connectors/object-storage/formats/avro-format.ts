import avro from 'avsc';
import { asError, DataError } from '../../../connect/errors.ts';
import type { Schema } from '../../../connect/schema.ts';
import { type AvroCodec, avroFile } from './avro-file.ts';
import type { AvroOptions } from './avro-options.ts';
import { type AvroSchema, avroSchema } from './avro-schema.ts';
import { type AvroValue, avroValue } from './avro-value.ts';
import { createBody, type Format } from './format.ts';

const isLong = (value: unknown): boolean =>
  typeof value === 'bigint' ? BigInt.asIntN(64, value) === value : Number.isSafeInteger(value);

/** avsc's own long stops at 2^53. */
const longType = avro.types.LongType.__with({
  isValid: isLong,
  toBuffer: (value: number | bigint) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(value));
    return bytes;
  },
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  fromJSON: BigInt,
  toJSON: Number,
  compare: (left: bigint, right: bigint) => Number(left > right) - Number(left < right),
});

/** The registry would not do: it knows `"long"` only, not `{"type":"long","connect.name":…}`. */
const typeHook = (schema: unknown) =>
  schema === 'long' || (typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'long')
    ? longType
    : undefined;

/** JSON with all digits of a `bigint`, which only defaults hold: marked by characters that no text has, then bared. */
const schemaText = (schema: AvroSchema): string =>
  JSON.stringify(schema, (_key, value) => (typeof value === 'bigint' ? `\uffff${value}\uffff` : value)).replace(
    /"\uffff(-?\d+)\uffff"/g,
    '$1',
  );

interface Encoder {
  readonly text: string;
  readonly encode: (value: AvroValue) => Buffer;
}

const compile = (schema: Schema, options: AvroOptions): Encoder => {
  try {
    const text = schemaText(avroSchema(schema, options));
    const type = avro.Type.forSchema(JSON.parse(text), { typeHook, omitRecordMethods: true });
    return { text, encode: (value) => type.toBuffer(value) };
  } catch (error) {
    throw new DataError(`The schema cannot be expressed in Avro: ${asError(error).message}`, { cause: error });
  }
};

/** Object container files; follows Confluent's `AvroFormat`. Values need a schema. */
export const avroFormat = (options: AvroOptions & { readonly codec: AvroCodec }): Format => {
  const encoders = new WeakMap<Schema, Encoder>();
  const encoderOf = (schema: Schema): Encoder => {
    const encoder = encoders.get(schema) ?? compile(schema, options);
    encoders.set(schema, encoder);
    return encoder;
  };
  return {
    extension: '.avro',
    contentType: 'application/avro',
    needsStruct: false,
    open: (schema) => {
      if (schema === null) throw new DataError('AvroFormat needs values with a schema');
      const { text, encode } = encoderOf(schema);
      const convert = avroValue(schema, options);
      return createBody<Buffer>({
        encode: (value) => {
          try {
            return encode(convert(value));
          } catch (error) {
            throw new DataError(`The value cannot be written as Avro: ${asError(error).message}`, { cause: error });
          }
        },
        assemble: (records) => avroFile(text, options.codec, records),
      });
    },
  };
};
