import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { DataError } from '../../connect/errors.ts';
import type { Schema, StructSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { LOGICAL_CODECS } from './codec-logical.ts';
import { SCALAR_CODECS } from './codec-scalars.ts';
import type { FieldModel, MessageModel } from './model.ts';
import { isMapField, type ReadOptions, unionFieldName, wrappedField } from './to-connect-schema.ts';

type ReadContent = (content: Uint8Array) => ConnectValue;
/** Reads one value of a field, its tag being read already. */
type ReadOne = (reader: BinaryReader) => ConnectValue;

/** Where the values of a field go while a message is read. */
type Store = (values: ConnectValue[], reader: BinaryReader, wireType: WireType) => void;

const asStruct = (schema: Schema | undefined): StructSchema => {
  if (schema?.type !== 'STRUCT') throw new DataError('A Protobuf message must be a struct');
  return schema;
};

/** Compiles the reader of a message into the schema that it became; follows `ProtobufData.toConnectData`. */
export const compileMessageReader = (
  rootMessage: MessageModel,
  rootSchema: Schema,
  options: ReadOptions,
): ReadContent => {
  const one = (field: FieldModel, schema: Schema): ReadOne => {
    const { type } = field;
    if (type.kind === 'scalar') return SCALAR_CODECS[type.scalar].read;
    if (type.kind === 'message') {
      const read = content(type, schema);
      return (reader) => read(reader.bytes());
    }
    if (options.intForEnums) return (reader) => reader.int32();
    const symbols = new Map([...type.numbers].map(([symbol, number]) => [number, symbol]));
    return (reader) => {
      const number = reader.int32();
      return (
        symbols.get(number) ?? `UNKNOWN_ENUM_VALUE_${type.fullName.slice(type.fullName.lastIndexOf('.') + 1)}_${number}`
      );
    };
  };

  const list = (field: FieldModel, schema: Schema, index: number): Store => {
    const element = schema.type === 'ARRAY' ? schema.valueSchema : schema;
    const read = one(field, element);
    const usual = field.type.kind === 'scalar' ? SCALAR_CODECS[field.type.scalar].wireType : WireType.Varint;
    const isPackable = field.type.kind !== 'message' && usual !== WireType.LengthDelimited;
    return (values, reader, wireType) => {
      const found = values[index];
      const elements: ConnectValue[] = Array.isArray(found) ? found : [];
      values[index] = elements;
      if (!isPackable || wireType !== WireType.LengthDelimited) {
        elements.push(read(reader));
        return;
      }
      for (const end = reader.uint32() + reader.pos; reader.pos < end; ) elements.push(read(reader));
    };
  };

  const map = (field: FieldModel, schema: Schema & { readonly type: 'MAP' }, index: number): Store => {
    const [key, value] = field.type.kind === 'message' ? field.type.fields : [];
    if (key === undefined || value === undefined) throw new DataError(`${field.name} is no map`);
    const stores = new Map([
      [key.number, single(key, schema.keySchema, 0)],
      [value.number, single(value, schema.valueSchema, 1)],
    ]);
    const absent = [absentValue(key, schema.keySchema), absentValue(value, schema.valueSchema)];
    return (values, reader) => {
      const found = values[index];
      const entries = found instanceof Map ? found : new Map<ConnectValue, ConnectValue>();
      values[index] = entries;
      const [k = null, v = null] = fill(reader.bytes(), stores, absent);
      entries.set(k, v);
    };
  };

  const single = (field: FieldModel, schema: Schema, index: number): Store => {
    const read = one(field, schema);
    return (values, reader) => {
      values[index] = read(reader);
    };
  };

  const storeOf = (field: FieldModel, schema: Schema, index: number): Store => {
    if (schema.type === 'MAP' && isMapField(field)) return map(field, schema, index);
    return field.repeated ? list(field, schema, index) : single(field, schema, index);
  };

  /** What a field that is not in the message is read as. */
  const absentValue = (field: FieldModel, schema: Schema): ConnectValue => {
    const isPresent = field.optional === 'proto3' || (field.optional === 'proto2' && options.optionalForProto2);
    if (field.repeated || isPresent || field.inOneof) return null;
    const { type } = field;
    if (type.kind === 'scalar') return SCALAR_CODECS[type.scalar].zero;
    if (type.kind === 'message')
      return options.generateStructForNulls ? content(type, schema)(new Uint8Array(0)) : null;
    const [first] = type.numbers;
    return options.intForEnums ? (first?.[1] ?? 0) : (first?.[0] ?? null);
  };

  const fill = (
    bytes: Uint8Array,
    stores: ReadonlyMap<number, Store>,
    absent: readonly ConnectValue[],
  ): readonly ConnectValue[] => {
    const reader = new BinaryReader(bytes);
    const values = [...absent];
    while (reader.pos < reader.len) {
      const [number, wireType] = reader.tag();
      const store = stores.get(number);
      if (store === undefined) reader.skip(wireType);
      else store(values, reader, wireType);
    }
    return values;
  };

  const message = (type: MessageModel, schema: StructSchema): ReadContent => {
    const absent: ConnectValue[] = schema.fields.map(() => null);
    const stores = new Map<number, Store>();
    const lists: Array<{ readonly index: number; readonly isMap: boolean }> = [];
    for (const field of type.fields.filter(({ inOneof }) => !inOneof || options.flattenUnions)) {
      const index = schema.fieldIndex.get(field.name);
      const own = index === undefined ? undefined : schema.fields[index];
      if (index === undefined || own === undefined) continue;
      stores.set(field.number, storeOf(field, own.schema, index));
      absent[index] = absentValue(field, own.schema);
      if (field.repeated) lists.push({ index, isMap: own.schema.type === 'MAP' });
    }
    if (!options.flattenUnions) addUnions(type, schema, stores);
    return (bytes) => {
      const values = [...fill(bytes, stores, absent)];
      for (const { index, isMap } of lists) values[index] ??= isMap ? new Map() : [];
      return new Struct(schema, values);
    };
  };

  const addUnions = (type: MessageModel, schema: StructSchema, stores: Map<number, Store>): void => {
    for (const oneof of type.oneofs) {
      const index = schema.fieldIndex.get(unionFieldName(oneof, options)) ?? -1;
      const union = asStruct(schema.fields[index]?.schema);
      const none: readonly ConnectValue[] = union.fields.map(() => null);
      oneof.fields.forEach((field, member) => {
        const own = union.fields[member];
        if (own === undefined) return;
        const read = one(field, own.schema);
        stores.set(field.number, (values, reader) => {
          values[index] = new Struct(union, none.with(member, read(reader)));
        });
      });
    }
  };

  const content = (type: MessageModel, schema: Schema): ReadContent => {
    const logical = LOGICAL_CODECS.get(type.fullName);
    if (logical !== undefined && schema.type !== 'STRUCT') return logical.read;
    const wrapped = wrappedField(type);
    if (wrapped === undefined || schema.type === 'STRUCT') return message(type, asStruct(schema));
    const stores = new Map([[wrapped.number, single(wrapped, schema, 0)]]);
    const absent = [absentValue(wrapped, schema)];
    return (bytes) => fill(bytes, stores, absent)[0] ?? null;
  };

  return content(rootMessage, rootSchema);
};
