import { asBuffer } from '../../connect/as-buffer.ts';
import { asError, DataError } from '../../connect/errors.ts';
import type { Schema } from '../../connect/schema.ts';
import type { SchemaAndValue } from '../../connect/value.ts';
import { ANYTHING_NAME } from './anything.ts';
import type { AvroNode } from './avro-node.ts';
import type { AvroOptions } from './avro-options.ts';
import { createCodec } from './codec.ts';
import { readAnything } from './read-anything.ts';
import { compileAvroReader } from './read-value.ts';
import { toConnectSchema } from './to-connect-schema.ts';

/** Decodes Avro's binary form. @throws DataError when the bytes are not of the schema. */
export type AvroDecode = (bytes: Uint8Array) => SchemaAndValue;

const isAnything = (node: AvroNode): boolean => node.kind === 'record' && node.fullName === ANYTHING_NAME;

/** Decodes so many values that stand one behind the other. @throws DataError when the bytes are not of the schema. */
export type AvroBlockDecode = (bytes: Uint8Array, count: number) => readonly SchemaAndValue[];

const compile = (node: AvroNode, options: AvroOptions, version?: number) => {
  const codec = createCodec(node);
  const schema: Schema | null = isAnything(node) ? null : toConnectSchema(node, options, version);
  return { type: codec.type, schema, read: schema === null ? readAnything : compileAvroReader(node, schema, codec) };
};

const orDataError = <T>(decode: () => T): T => {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(`The bytes are not of the Avro schema: ${asError(error).message}`, { cause: error });
  }
};

/**
 * Compiles the reader of an Avro schema's values; per schema, never per record. All values have the same schema object.
 *
 * @param version the registry's version of the schema.
 * @throws DataError when Connect cannot express the schema.
 */
export const createAvroReader = (node: AvroNode, options: AvroOptions, version?: number): AvroDecode => {
  const { type, schema, read } = compile(node, options, version);
  return (bytes) => ({ schema, value: orDataError(() => read(type.fromBuffer(asBuffer(bytes)))) });
};

/** As {@link createAvroReader}, for the blocks of object container files. */
export const createAvroBlockReader = (node: AvroNode, options: AvroOptions): AvroBlockDecode => {
  const { type, schema, read } = compile(node, options);
  return (bytes, count) =>
    orDataError(() => {
      const buffer = asBuffer(bytes);
      const values: SchemaAndValue[] = [];
      for (let position = 0; values.length < count; ) {
        const { value, offset } = type.decode(buffer, position);
        if (offset < 0) throw new DataError('A block of the Avro file is too short');
        values.push({ schema, value: read(value) });
        position = offset;
      }
      return values;
    });
};
