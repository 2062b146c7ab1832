import { type BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { schemasEqual } from '../../connect/equality.ts';
import { DataError } from '../../connect/errors.ts';
import { javaClass } from '../../connect/java-class.ts';
import type { Schema, StructSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { LOGICAL_CODECS } from './codec-logical.ts';
import { isZero, SCALAR_CODECS } from './codec-scalars.ts';
import type { EnumModel, FieldModel, MessageModel } from './model.ts';
import { enumParameter, isUnionStruct, scrubbed } from './names.ts';
import { wrappedField } from './to-connect-schema.ts';

/** Writes a field's value, which is not null, with its tag. */
type Write = (writer: BinaryWriter, value: ConnectValue) => void;

export interface WriteOptions {
  readonly scrubInvalidNames: boolean;
  readonly ignoreDefaultForNullables: boolean;
}

const invalid = (schema: Schema, value: ConnectValue): DataError =>
  new DataError(`Invalid type for ${schema.type}: class ${javaClass(value)}`);

const enumNumber = ({ fullName, numbers }: EnumModel, value: ConnectValue): number => {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? numbers.get(value) : undefined;
  if (number === undefined) throw new DataError(`${value} is no symbol of the enum ${fullName}`);
  return number;
};

/**
 * Compiles the way of a struct's values into a message, fields found by their names; follows
 * `ProtobufData.fromConnectData`. It throws DataError for values that are not of the schema.
 */
export const compileMessageWriter = (
  rootSchema: StructSchema,
  rootMessage: MessageModel,
  options: WriteOptions,
): ((writer: BinaryWriter, value: ConnectValue) => void) => {
  const nameOf = (name: string): string => (options.scrubInvalidNames ? scrubbed(name) : name);

  const delimited =
    (number: number, write: (writer: BinaryWriter, value: ConnectValue) => void): Write =>
    (writer, value) => {
      writer.tag(number, WireType.LengthDelimited).fork();
      write(writer, value);
      writer.join();
    };

  const scalarField = (field: FieldModel & { readonly type: { readonly kind: 'scalar' } }, always: boolean): Write => {
    const { scalar } = field.type;
    const { wireType, write } = SCALAR_CODECS[scalar];
    return (writer, value) => {
      if (!always && isZero(scalar, value)) return;
      write(writer.tag(field.number, wireType), value);
    };
  };

  const enumField = (number: number, type: EnumModel, always: boolean): Write => {
    return (writer, value) => {
      const symbol = enumNumber(type, value);
      if (always || symbol !== 0) writer.tag(number, WireType.Varint).int32(symbol);
    };
  };

  const messageField = (schema: Schema, number: number, type: MessageModel): Write => {
    const logical = LOGICAL_CODECS.get(type.fullName);
    if (logical !== undefined && schema.type !== 'STRUCT')
      return (writer, value) => {
        writer.tag(number, WireType.LengthDelimited).bytes(logical.write(value));
      };
    const wrapped = wrappedField(type);
    if (wrapped !== undefined && schema.type !== 'STRUCT') return delimited(number, one(schema, wrapped, false));
    if (schema.type !== 'STRUCT') throw new DataError(`A ${schema.type} cannot be written as ${type.fullName}`);
    return delimited(number, message(schema, type));
  };

  const one = (schema: Schema, field: FieldModel, always: boolean): Write => {
    const { type } = field;
    if (type.kind === 'scalar') return scalarField({ ...field, type }, always);
    if (type.kind === 'message') return messageField(schema, field.number, type);
    if (enumParameter(schema) === undefined && schema.type !== 'INT32')
      throw new DataError(`A ${schema.type} cannot be written as the enum ${type.fullName}`);
    return enumField(field.number, type, always);
  };

  const packed = (schema: Schema, field: FieldModel): Write | undefined => {
    const { type, number } = field;
    const codec = type.kind === 'scalar' ? SCALAR_CODECS[type.scalar] : undefined;
    const isPacked = type.kind === 'enum' || (codec !== undefined && codec.wireType !== WireType.LengthDelimited);
    if (!isPacked) return undefined;
    return delimited(number, (writer, value) => {
      if (!Array.isArray(value)) throw invalid(schema, value);
      for (const element of value) {
        if (type.kind === 'enum') writer.int32(enumNumber(type, element));
        else codec?.write(writer, element);
      }
    });
  };

  const list = (schema: Schema & { readonly type: 'ARRAY' }, field: FieldModel): Write => {
    const write = packed(schema, field) ?? eachOf(one(schema.valueSchema, field, true));
    return (writer, value) => {
      if (!Array.isArray(value)) throw invalid(schema, value);
      if (value.includes(null)) throw new DataError(`The list ${field.name} holds null, which Protobuf cannot express`);
      if (value.length > 0) write(writer, value);
    };
  };

  const eachOf =
    (write: Write): Write =>
    (writer, value) => {
      if (Array.isArray(value)) for (const element of value) write(writer, element);
    };

  const map = (schema: Schema & { readonly type: 'MAP' }, field: FieldModel): Write => {
    const [key, value] = field.type.kind === 'message' ? field.type.fields : [];
    if (key === undefined || value === undefined)
      throw new DataError(`A map cannot be written as the field ${field.name}`);
    const writeKey = one(schema.keySchema, key, key.optional !== undefined);
    const writeValue = one(schema.valueSchema, value, value.optional !== undefined);
    return (writer, entries) => {
      if (!(entries instanceof Map)) throw invalid(schema, entries);
      for (const [k, v] of entries) {
        writer.tag(field.number, WireType.LengthDelimited).fork();
        if (k !== null) writeKey(writer, k);
        if (v !== null) writeValue(writer, v);
        writer.join();
      }
    };
  };

  const fieldWriter = (schema: Schema, field: FieldModel): Write => {
    if (schema.type === 'MAP') return map(schema, field);
    if (schema.type === 'ARRAY') return list(schema, field);
    return one(schema, field, field.optional === 'proto3' || field.inOneof);
  };

  const union = (schema: StructSchema, target: MessageModel): Write => {
    const members = schema.fields.map((member) => named(member.name, member.schema, target));
    return (writer, value) => {
      if (!(value instanceof Struct)) throw invalid(schema, value);
      const index = value.values.findIndex((member) => member !== null);
      members[index]?.(writer, value.values[index] ?? null);
    };
  };

  const named = (name: string, schema: Schema, target: MessageModel): Write => {
    if (isUnionStruct(schema)) return union(schema, target);
    const field = target.fields.find((candidate) => candidate.name === nameOf(name));
    // A registered schema may have dropped the field since.
    return field === undefined ? () => undefined : fieldWriter(schema, field);
  };

  const compiled = new Map<Schema, Write>();

  const message = (schema: StructSchema, target: MessageModel): Write => {
    const known = compiled.get(schema);
    if (known !== undefined) return known;
    const fields = schema.fields.map((field) => ({
      write: named(field.name, field.schema, target),
      fallback: options.ignoreDefaultForNullables ? null : (field.schema.defaultValue ?? null),
    }));
    // Records of one batch share their schema object: an equal one is compared once, not for every record.
    let same = schema;
    const write: Write = (writer, value) => {
      if (!(value instanceof Struct)) throw invalid(schema, value);
      if (value.schema !== schema && value.schema !== same) {
        if (!schemasEqual(value.schema, schema)) throw new DataError('Mismatching struct schema');
        same = value.schema;
      }
      fields.forEach((field, index) => {
        const member = value.values[index] ?? field.fallback;
        if (member !== null) field.write(writer, member);
      });
    };
    compiled.set(schema, write);
    return write;
  };

  return message(rootSchema, rootMessage);
};
