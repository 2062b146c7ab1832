import { asError, DataError } from '../../connect/errors.ts';
import type { Schema } from '../../connect/schema.ts';
import type { ConnectValue, SchemaAndValue } from '../../connect/value.ts';
import { ANYTHING_NAME } from './anything.ts';
import type { AvroNode } from './avro-node.ts';
import type { AvroOptions } from './avro-options.ts';
import { createCodec } from './codec.ts';
import { readAnything } from './read-anything.ts';
import { compileAvroReader } from './read-value.ts';
import { toConnectSchema } from './to-connect-schema.ts';

/** Decodes Avro's binary form. @throws DataError when the bytes are not of the schema. */
export type AvroDecode = (bytes: Uint8Array) => SchemaAndValue;

const asBuffer = (bytes: Uint8Array): Buffer =>
  bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const isAnything = (node: AvroNode): boolean => node.kind === 'record' && node.fullName === ANYTHING_NAME;

/**
 * Compiles the reader of an Avro schema's values; per schema, never per record. All values have the same schema object.
 *
 * @param version the registry's version of the schema.
 * @throws DataError when Connect cannot express the schema.
 */
export const createAvroReader = (node: AvroNode, options: AvroOptions, version?: number): AvroDecode => {
  const codec = createCodec(node);
  const schema: Schema | null = isAnything(node) ? null : toConnectSchema(node, options, version);
  const read = schema === null ? readAnything : compileAvroReader(node, schema, codec);
  const decode = (bytes: Uint8Array): ConnectValue => {
    try {
      return read(codec.type.fromBuffer(asBuffer(bytes)));
    } catch (error) {
      if (error instanceof DataError) throw error;
      throw new DataError(`The bytes are not of the Avro schema: ${asError(error).message}`, { cause: error });
    }
  };
  return (bytes) => ({ schema, value: decode(bytes) });
};
