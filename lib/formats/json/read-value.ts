import { DataError } from '../../connect/errors.ts';
import type { MapSchema, Schema, StructSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { invalidType } from './invalid-type.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { nodeType } from './node-type.ts';
import { logicalReader } from './read-logical.ts';
import { primitiveReaders } from './read-primitive.ts';

/** Reads a value out of parsed JSON; `undefined` is a field that is not there, and as good as null. */
export type ReadJson = (json: Json | undefined) => ConnectValue;

const arrayReader =
  (read: ReadJson) =>
  (json: Json): ConnectValue => {
    if (!isArray(json)) throw invalidType('ARRAY', json);
    return json.map(read);
  };

const objectMapReader =
  (readValue: ReadJson) =>
  (json: Json): ConnectValue => {
    if (!isObject(json))
      throw new DataError(`Maps with string fields should be encoded as JSON objects, but found ${nodeType(json)}`);
    return new Map(Object.entries(json).map(([key, value]) => [key, readValue(value)]));
  };

const pair = (json: Json): readonly [Json | undefined, Json | undefined] => {
  if (!isArray(json)) throw new DataError(`Found invalid map entry instead of array tuple: ${nodeType(json)}`);
  if (json.length !== 2) throw new DataError(`Found invalid map entry, expected length 2 but found :${json.length}`);
  return [json[0], json[1]];
};

const pairMapReader =
  (readKey: ReadJson, readValue: ReadJson) =>
  (json: Json): ConnectValue => {
    if (!isArray(json))
      throw new DataError(
        `Maps with non-string fields should be encoded as JSON array of tuples, but found ${nodeType(json)}`,
      );
    return new Map(json.map(pair).map(([key, value]) => [readKey(key), readValue(value)]));
  };

const mapReader = (schema: MapSchema, readKey: ReadJson, readValue: ReadJson) =>
  schema.keySchema.type === 'STRING' ? objectMapReader(readValue) : pairMapReader(readKey, readValue);

/** A field called `toString` or `__proto__` must not be found in what every object inherits. */
const ownProperty = (json: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(json, name) ? json[name] : undefined;

const directProperty = (json: JsonObject, name: string): Json | undefined => json[name];

const structReader = (schema: StructSchema, compile: (schema: Schema) => ReadJson) => {
  const fields = schema.fields.map(({ name, schema: fieldSchema }) => ({
    name,
    get: name in Object.prototype ? ownProperty : directProperty,
    read: compile(fieldSchema),
  }));
  return (json: Json): ConnectValue => {
    if (!isObject(json)) throw new DataError(`Structs should be encoded as JSON objects, but found ${nodeType(json)}`);
    const values: ConnectValue[] = [];
    for (const { name, get, read } of fields) values.push(read(get(json, name)));
    return new Struct(schema, values);
  };
};

const nullReader = (schema: Schema, replaceNullWithDefault: boolean): (() => ConnectValue) => {
  const { defaultValue } = schema;
  if (defaultValue !== undefined && defaultValue !== null && replaceNullWithDefault) return () => defaultValue;
  if (schema.optional) return () => null;
  return () => {
    throw new DataError(`Invalid null value for required ${schema.type} field`);
  };
};

/**
 * Compiles a schema into the reader of its values.
 *
 * The reader throws DataError, in Kafka's words, when the JSON is not of the schema.
 */
export const compileReader = (schema: Schema, replaceNullWithDefault: boolean): ReadJson => {
  const compile = (part: Schema): ReadJson => compileReader(part, replaceNullWithDefault);

  const contentReader = (): ((json: Json) => ConnectValue) => {
    const logical = logicalReader(schema);
    if (logical !== undefined) return logical;
    switch (schema.type) {
      case 'STRUCT':
        return structReader(schema, compile);
      case 'MAP':
        return mapReader(schema, compile(schema.keySchema), compile(schema.valueSchema));
      case 'ARRAY':
        return arrayReader(compile(schema.valueSchema));
      default:
        return primitiveReaders[schema.type];
    }
  };

  const read = contentReader();
  const readNull = nullReader(schema, replaceNullWithDefault);
  return (json) => (json === null || json === undefined ? readNull() : read(json));
};
