import { asError, DataError } from '../../connect/errors.ts';
import type { Schema } from '../../connect/schema.ts';
import type { ConnectValue } from '../../connect/value.ts';
import type { AvroNode } from './avro-node.ts';
import type { AvroOptions } from './avro-options.ts';
import { createCodec } from './codec.ts';
import { compileAvroWriter } from './write-value.ts';

/** Encodes a value in Avro's binary form. @throws DataError when it is not of the schema. */
export type AvroEncode = (value: ConnectValue) => Buffer;

/**
 * Compiles the writer of a Connect schema's values in an Avro schema; per schema, never per record.
 *
 * @throws DataError when the Avro schema does not hold them.
 */
export const createAvroWriter = (schema: Schema | null, node: AvroNode, options: AvroOptions): AvroEncode => {
  const codec = createCodec(node);
  const convert = compileAvroWriter(schema, node, codec, options);
  return (value) => {
    try {
      return codec.type.toBuffer(convert(value));
    } catch (error) {
      if (error instanceof DataError) throw error;
      throw new DataError(`The value cannot be written as Avro: ${asError(error).message}`, { cause: error });
    }
  };
};
