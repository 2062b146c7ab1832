import { schemasEqual } from '../../connect/equality.ts';
import { DataError } from '../../connect/errors.ts';
import type { MapSchema, Schema, StructSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { invalidType } from '../../formats/json/invalid-type.ts';
import { logicalWriter } from '../../formats/json/write-logical.ts';
import { primitiveWriters } from '../../formats/json/write-primitive.ts';
import type { WriteJson, WriteOptions } from '../../formats/json/write-value.ts';
import { isUnionStruct } from './names.ts';

const isList = (value: ConnectValue): value is readonly ConnectValue[] => Array.isArray(value);
const isMap = (value: ConnectValue): value is ReadonlyMap<ConnectValue, ConnectValue> => value instanceof Map;

const array = (write: WriteJson): WriteJson => {
  return (value) => {
    if (!isList(value)) throw invalidType('ARRAY', value);
    return `[${value.map(write).join(',')}]`;
  };
};

/** String keys make an object, others a list of objects of key and value. */
const map = (schema: MapSchema, key: WriteJson, element: WriteJson): WriteJson => {
  const isObject = schema.keySchema.type === 'STRING' && !schema.keySchema.optional;
  return (value) => {
    if (!isMap(value)) throw invalidType('MAP', value);
    const entries = Array.from(value, ([k, v]) =>
      isObject ? `${key(k)}:${element(v)}` : `{"key":${key(k)},"value":${element(v)}}`,
    ).join(',');
    return isObject ? `{${entries}}` : `[${entries}]`;
  };
};

const structOf = (schema: StructSchema) => {
  // Records of one batch share their schema object: an equal one is compared once, not for every record.
  let known = schema;
  return (value: ConnectValue): Struct => {
    if (!(value instanceof Struct)) throw invalidType('STRUCT', value);
    if (value.schema !== schema && value.schema !== known) {
      if (!schemasEqual(value.schema, schema)) throw new DataError('Mismatching schema.');
      known = value.schema;
    }
    return value;
  };
};

const union = (schema: StructSchema, writers: readonly WriteJson[]): WriteJson => {
  const asStruct = structOf(schema);
  return (value) => {
    const { values } = asStruct(value);
    const index = values.findIndex((member) => member !== null);
    return writers[index]?.(values[index] ?? null) ?? 'null';
  };
};

/** As the original, which leaves a property out where null is neither allowed nor replaced. */
const isLeftOut = (field: Schema, value: ConnectValue, options: WriteOptions): boolean =>
  value === null && !field.optional && (field.defaultValue === undefined || !options.replaceNullWithDefault);

const struct = (schema: StructSchema, writers: readonly WriteJson[], options: WriteOptions): WriteJson => {
  const asStruct = structOf(schema);
  const names = schema.fields.map(({ name }) => `${JSON.stringify(name)}:`);
  return (value) => {
    const { values } = asStruct(value);
    let json = '';
    writers.forEach((write, index) => {
      const member = values[index] ?? null;
      const field = schema.fields[index]?.schema;
      if (field === undefined || isLeftOut(field, member, options)) return;
      json += (json === '' ? '' : ',') + names[index] + write(member);
    });
    return `{${json}}`;
  };
};

/**
 * Compiles writers of JSON, one per schema object; follows `JsonSchemaData.fromConnectData`. They throw DataError when a
 * value is not of its schema.
 */
export const createJsonSchemaWriters = (options: WriteOptions): ((schema: Schema) => WriteJson) => {
  const compiled = new WeakMap<Schema, WriteJson>();

  const content = (schema: Schema): WriteJson => {
    const logical = logicalWriter(schema, options.decimalFormat);
    if (logical !== undefined) return logical;
    switch (schema.type) {
      case 'STRUCT': {
        const writers = schema.fields.map((field) => writerOf(field.schema));
        return isUnionStruct(schema) ? union(schema, writers) : struct(schema, writers, options);
      }
      case 'MAP':
        return map(schema, writerOf(schema.keySchema), writerOf(schema.valueSchema));
      case 'ARRAY':
        return array(writerOf(schema.valueSchema));
      default:
        return primitiveWriters[schema.type];
    }
  };

  const nullText = (schema: Schema, write: WriteJson): string => {
    const { defaultValue = null } = schema;
    if (defaultValue !== null && options.replaceNullWithDefault) return write(defaultValue);
    if (schema.optional) return 'null';
    throw new DataError(`Invalid null value for required ${schema.type} field`);
  };

  const writerOf = (schema: Schema): WriteJson => {
    const known = compiled.get(schema);
    if (known !== undefined) return known;
    const write = content(schema);
    const nullable: WriteJson = (value) => (value === null ? nullText(schema, write) : write(value));
    compiled.set(schema, nullable);
    return nullable;
  };

  return writerOf;
};
