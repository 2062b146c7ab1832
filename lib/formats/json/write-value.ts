import { schemasEqual } from '../../connect/equality.ts';
import { DataError } from '../../connect/errors.ts';
import type { MapSchema, Schema, StructSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { invalidType } from './invalid-type.ts';
import { type DecimalFormat, logicalWriter } from './write-logical.ts';
import { primitiveWriters } from './write-primitive.ts';

/** Writes a value as JSON text. */
export type WriteJson = (value: ConnectValue) => string;

export interface WriteOptions {
  readonly decimalFormat: DecimalFormat;
  readonly replaceNullWithDefault: boolean;
}

const isList = (value: ConnectValue): value is readonly ConnectValue[] => Array.isArray(value);

const isMap = (value: ConnectValue): value is ReadonlyMap<ConnectValue, ConnectValue> => value instanceof Map;

const arrayWriter = (write: WriteJson): WriteJson => {
  return (value) => {
    if (!isList(value)) throw invalidType('ARRAY', value);
    let json = '';
    for (const element of value) json += json === '' ? write(element) : `,${write(element)}`;
    return `[${json}]`;
  };
};

/** String keys make an object, any other keys a list of pairs. */
const mapWriter = (schema: MapSchema, writeKey: WriteJson, writeValue: WriteJson): WriteJson => {
  const isObject = schema.keySchema.type === 'STRING';
  const entryOf = isObject
    ? (key: ConnectValue, value: ConnectValue) => `${key === null ? '"null"' : writeKey(key)}:${writeValue(value)}`
    : (key: ConnectValue, value: ConnectValue) => `[${writeKey(key)},${writeValue(value)}]`;
  return (value) => {
    if (!isMap(value)) throw invalidType('MAP', value);
    let json = '';
    for (const [key, element] of value) json += json === '' ? entryOf(key, element) : `,${entryOf(key, element)}`;
    return isObject ? `{${json}}` : `[${json}]`;
  };
};

const structWriter = (schema: StructSchema, compile: (schema: Schema) => WriteJson): WriteJson => {
  const fields = schema.fields.map((field) => ({
    index: field.index,
    prefix: `${field.index === 0 ? '' : ','}${JSON.stringify(field.name)}:`,
    write: compile(field.schema),
  }));
  // Records of one batch share their schema object: an equal one is compared once, not for every record.
  let known = schema;
  return (value) => {
    if (!(value instanceof Struct)) throw invalidType('STRUCT', value);
    if (value.schema !== schema && value.schema !== known) {
      if (!schemasEqual(value.schema, schema)) throw new DataError('Mismatching schema.');
      known = value.schema;
    }
    let json = '{';
    for (const { index, prefix, write } of fields) json += prefix + write(value.values[index] ?? null);
    return `${json}}`;
  };
};

/** What `null` is written as. Computed lazily, since only records that have a null may fail for it. */
const nullWriter = (schema: Schema, write: WriteJson, options: WriteOptions): (() => string) => {
  const { defaultValue } = schema;
  if (defaultValue !== undefined && defaultValue !== null && options.replaceNullWithDefault)
    return () => write(defaultValue);
  if (schema.optional) return () => 'null';
  return () => {
    throw new DataError('Conversion error: null value for field that is required and has no default value');
  };
};

/**
 * Compiles writers, one per schema object, kept as long as the schema is. A writer appends text directly: there is no
 * tree of JSON in between.
 *
 * The writers throw DataError, in Kafka's words, when a value is not of its schema.
 */
export const createWriters = (options: WriteOptions): ((schema: Schema) => WriteJson) => {
  const compiled = new WeakMap<Schema, WriteJson>();

  const contentWriter = (schema: Schema): WriteJson => {
    const logical = logicalWriter(schema, options.decimalFormat);
    if (logical !== undefined) return logical;
    switch (schema.type) {
      case 'STRUCT':
        return structWriter(schema, writerOf);
      case 'MAP':
        return mapWriter(schema, writerOf(schema.keySchema), writerOf(schema.valueSchema));
      case 'ARRAY':
        return arrayWriter(writerOf(schema.valueSchema));
      default:
        return primitiveWriters[schema.type];
    }
  };

  const compile = (schema: Schema): WriteJson => {
    const write = contentWriter(schema);
    const writeNull = nullWriter(schema, write, options);
    return (value) => (value === null ? writeNull() : write(value));
  };

  const writerOf = (schema: Schema): WriteJson => {
    const known = compiled.get(schema);
    if (known !== undefined) return known;
    const writer = compile(schema);
    compiled.set(schema, writer);
    return writer;
  };

  return writerOf;
};
