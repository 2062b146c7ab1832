import { Decimal } from '../../connect/decimal.ts';
import { DataError } from '../../connect/errors.ts';
import type { MapSchema, Schema, StructSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { invalidType } from '../../formats/json/invalid-type.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../formats/json/json.ts';
import { nodeType } from '../../formats/json/node-type.ts';
import { logicalReader } from '../../formats/json/read-logical.ts';
import { primitiveReaders } from '../../formats/json/read-primitive.ts';
import type { ReadJson } from '../../formats/json/read-value.ts';
import { isUnionStruct } from './names.ts';

/** A field called `toString` or `__proto__` must not be found in what every object inherits. */
const property = (json: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(json, name) ? json[name] : undefined;

const isNumber = (json: Json): boolean =>
  typeof json === 'number' || typeof json === 'bigint' || json instanceof Decimal;

const isInteger = (json: Json): boolean => typeof json === 'bigint' || Number.isInteger(json);

/** Whether JSON may be of a schema, as far as that can be told without reading it. */
const mayBe = (schema: Schema, json: Json): boolean => {
  switch (schema.type) {
    case 'FLOAT32':
    case 'FLOAT64':
      return isNumber(json);
    case 'BOOLEAN':
      return typeof json === 'boolean';
    case 'STRING':
      return typeof json === 'string';
    case 'BYTES':
      return typeof json === 'string' || isNumber(json);
    case 'ARRAY':
      return isArray(json);
    case 'MAP':
      return isObject(json) || isArray(json);
    case 'STRUCT':
      return false;
    default:
      return isInteger(json);
  }
};

/** How many properties a struct and an object have in common, those within them included. */
const inCommon = (schema: Schema, json: Json | undefined): number => {
  if (schema.type !== 'STRUCT' || !isObject(json)) return 0;
  return schema.fields
    .filter(({ name }) => Object.hasOwn(json, name))
    .reduce((sum, field) => sum + 1 + inCommon(field.schema, property(json, field.name)), 0);
};

const union = (schema: StructSchema, readers: readonly ReadJson[]) => {
  const none: readonly ConnectValue[] = schema.fields.map(() => null);
  const choose = (json: Json): number => {
    const simple = schema.fields.findIndex((field) => mayBe(field.schema, json));
    if (simple >= 0) return simple;
    const matches = schema.fields.map((field) => inCommon(field.schema, json));
    const best = Math.max(...matches);
    return best > 0 ? matches.indexOf(best) : -1;
  };
  return (json: Json): ConnectValue => {
    const index = choose(json);
    const read = readers[index];
    if (read === undefined) throw new DataError('Did not find matching oneof field for data');
    return new Struct(schema, none.with(index, read(json)));
  };
};

const struct = (schema: StructSchema, readers: readonly ReadJson[]) => {
  const fields = schema.fields.map(({ name }, index) => ({ name, read: readers[index] }));
  return (json: Json): ConnectValue => {
    if (!isObject(json)) throw new DataError(`Structs should be encoded as JSON objects, but found ${nodeType(json)}`);
    const values: ConnectValue[] = [];
    for (const { name, read } of fields) values.push(read?.(property(json, name)) ?? null);
    return new Struct(schema, values);
  };
};

const map = (schema: MapSchema, key: ReadJson, element: ReadJson) => {
  if (schema.keySchema.type === 'STRING' && !schema.keySchema.optional)
    return (json: Json): ConnectValue => {
      if (!isObject(json))
        throw new DataError(`Maps with string fields should be encoded as JSON objects, but found ${nodeType(json)}`);
      return new Map(Object.entries(json).map(([name, value]) => [name, element(value)]));
    };
  return (json: Json): ConnectValue => {
    if (!isArray(json))
      throw new DataError(
        `Maps with non-string fields should be encoded as JSON array of objects, but found ${nodeType(json)}`,
      );
    return new Map(
      json.map((entry) => {
        if (!isObject(entry)) throw new DataError(`Found invalid map entry instead of object: ${nodeType(entry)}`);
        return [key(entry.key), element(entry.value)];
      }),
    );
  };
};

/** Compiles the reader of a schema's values; follows `JsonSchemaData.toConnectData`. It throws DataError. */
export const compileJsonSchemaReader = (schema: Schema): ReadJson => {
  const content = (): ((json: Json) => ConnectValue) => {
    const logical = logicalReader(schema);
    if (logical !== undefined) return logical;
    switch (schema.type) {
      case 'STRUCT': {
        const readers = schema.fields.map((field) => compileJsonSchemaReader(field.schema));
        return isUnionStruct(schema) ? union(schema, readers) : struct(schema, readers);
      }
      case 'MAP':
        return map(schema, compileJsonSchemaReader(schema.keySchema), compileJsonSchemaReader(schema.valueSchema));
      case 'ARRAY': {
        const element = compileJsonSchemaReader(schema.valueSchema);
        return (json) => {
          if (!isArray(json)) throw invalidType('ARRAY', json);
          return json.map(element);
        };
      }
      default:
        return primitiveReaders[schema.type];
    }
  };
  const read = content();
  const { defaultValue = null, optional, type } = schema;
  return (json) => {
    if (json !== null && json !== undefined) return read(json);
    if (defaultValue !== null) return defaultValue;
    // As the original: a property that is not there is null, whether or not it may be.
    if (optional || json === undefined) return null;
    throw new DataError(`Invalid null value for required ${type} field`);
  };
};
