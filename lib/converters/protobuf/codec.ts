import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import { asError, DataError } from '../../connect/errors.ts';
import type { Schema } from '../../connect/schema.ts';
import type { ConnectValue, SchemaAndValue } from '../../connect/value.ts';
import type { ResolvedSchema, SchemaFormat } from '../schema-registry/schema-format.ts';
import { parseProto } from './codec-parse.ts';
import { compileMessageReader } from './codec-read.ts';
import { SCALAR_CODECS } from './codec-scalars.ts';
import { compileMessageWriter } from './codec-write.ts';
import type { ProtobufConverterConfig } from './config.ts';
import type { FileModel, MessageModel } from './model.ts';
import { type ReadOptions, toConnectSchema, wrappedField } from './to-connect-schema.ts';
import { type ProtoText, protoText } from './write-schema.ts';

const readOptions = (config: ProtobufConverterConfig): ReadOptions => ({
  enhanced: config['enhanced.protobuf.schema.support'],
  generalizedSumTypes: config['generalized.sum.type.support'],
  intForEnums: config['int.for.enums'],
  optionalForNullables: config['optional.for.nullables'],
  optionalForProto2: config['optional.for.proto2'],
  wrapperForNullables: config['wrapper.for.nullables'],
  wrapperForRawPrimitives: config['wrapper.for.raw.primitives'],
  generateStructForNulls: config['generate.struct.for.nulls'],
  generateIndexForUnions: config['generate.index.for.unions'],
  flattenUnions: config['flatten.unions'],
});

/** The way to a message, before it: its length and its indexes, zigzag; the first message of a file is a single 0. */
const pathBytes = (path: readonly number[]): Uint8Array => {
  const writer = new BinaryWriter();
  if (path.length === 1 && path[0] === 0) return writer.sint32(0).finish();
  writer.sint32(path.length);
  for (const index of path) writer.sint32(index);
  return writer.finish();
};

const readPath = (reader: BinaryReader): string => {
  const length = reader.sint32();
  if (length === 0) return '0';
  if (length < 0 || length > 100) throw new DataError(`Invalid message indexes: ${length}`);
  return Array.from({ length }, () => reader.sint32()).join('.');
};

const required = (schema: Schema | null): Schema => {
  if (schema === null) throw new DataError('ProtobufConverter needs values with a schema');
  return schema;
};

type WriteMessage = (writer: BinaryWriter, value: ConnectValue) => void;

/** Follows Confluent's `ProtobufData` and `AbstractKafkaProtobufSerializer`. */
export const createProtobufFormat = (config: ProtobufConverterConfig): SchemaFormat => {
  const options = readOptions(config);
  const writeOptions = {
    scrubInvalidNames: config['scrub.invalid.names'],
    ignoreDefaultForNullables: config['ignore.default.for.nullables'],
  };
  const describe = (schema: Schema): ProtoText =>
    protoText(schema, {
      optionalForNullables: config['optional.for.nullables'],
      wrapperForNullables: config['wrapper.for.nullables'],
      scrubInvalidNames: config['scrub.invalid.names'],
    });

  const find = ({ messages }: FileModel, fullName: string): FileModel['messages'][number] => {
    const found = messages.find(({ message }) => message.fullName === fullName);
    if (found === undefined) throw new DataError(`The registered Protobuf schema has no message ${fullName}`);
    return found;
  };

  const messageWriter = (schema: Schema, message: MessageModel): WriteMessage => {
    if (schema.type === 'STRUCT') return compileMessageWriter(schema, message, writeOptions);
    const wrapped = wrappedField(message);
    if (wrapped?.type.kind !== 'scalar')
      throw new DataError(`A ${schema.type} cannot be written as ${message.fullName}`);
    const { wireType, write } = SCALAR_CODECS[wrapped.type.scalar];
    return (writer, value) => {
      if (value !== null) write(writer.tag(wrapped.number, wireType), value);
    };
  };

  const decodes = (file: FileModel, version: number | undefined) => {
    const compile = (message: MessageModel): ((content: Uint8Array) => SchemaAndValue) => {
      const schema = toConnectSchema(message, options, version);
      const read = compileMessageReader(message, schema, options);
      return (content) => ({ schema, value: read(content) });
    };
    const byPath = new Map(file.messages.map(({ path, message }) => [path.join('.'), message]));
    const readers = new Map<string, (content: Uint8Array) => SchemaAndValue>();
    return (path: string): ((content: Uint8Array) => SchemaAndValue) => {
      const known = readers.get(path);
      if (known !== undefined) return known;
      const message = byPath.get(path);
      if (message === undefined) throw new DataError(`The Protobuf schema has no message at ${path}`);
      const reader = compile(message);
      readers.set(path, reader);
      return reader;
    };
  };

  return {
    type: 'PROTOBUF',
    messages: {
      serialize: (topic) => `Failed to serialize Protobuf data from topic ${topic} :`,
      deserialize: (topic) => `Failed to deserialize data for topic ${topic} to Protobuf: `,
    },
    describe: (schema) => {
      const { text, fullName } = describe(required(schema));
      return { schema: { type: 'PROTOBUF', text, references: [] }, recordName: fullName };
    },
    encoder: (given, target) => {
      const schema = required(given);
      const own = describe(schema);
      const resolved: ResolvedSchema = target ?? { type: 'PROTOBUF', text: own.text, references: [], resolved: [] };
      const { path, message } = find(parseProto(resolved), own.fullName);
      const prefix = pathBytes(path);
      const write = messageWriter(schema, message);
      return (value) => {
        const writer = new BinaryWriter().raw(prefix);
        try {
          write(writer, value);
        } catch (error) {
          if (error instanceof DataError) throw error;
          throw new DataError(`The value cannot be written as Protobuf: ${asError(error).message}`, { cause: error });
        }
        return writer.finish();
      };
    },
    decoder: (schema, version) => {
      const readerOf = decodes(parseProto(schema), version);
      return (payload) => {
        try {
          const reader = new BinaryReader(payload);
          const read = readerOf(readPath(reader));
          return read(payload.subarray(reader.pos));
        } catch (error) {
          if (error instanceof DataError) throw error;
          throw new DataError(`The bytes are not of the Protobuf schema: ${asError(error).message}`, { cause: error });
        }
      };
    },
  };
};
