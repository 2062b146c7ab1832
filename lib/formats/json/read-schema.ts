import { DataError } from '../../connect/errors.ts';
import {
  arraySchema,
  mapSchema,
  type PrimitiveType,
  primitiveSchema,
  type Schema,
  type SchemaOptions,
  structSchema,
  withOptions,
} from '../../connect/schema.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { compileReader } from './read-value.ts';

const primitiveTypes: ReadonlyMap<string, PrimitiveType> = new Map([
  ['int8', 'INT8'],
  ['int16', 'INT16'],
  ['int32', 'INT32'],
  ['int64', 'INT64'],
  ['float', 'FLOAT32'],
  ['double', 'FLOAT64'],
  ['boolean', 'BOOLEAN'],
  ['string', 'STRING'],
  ['bytes', 'BYTES'],
]);

const text = (json: Json | undefined): string | undefined => (typeof json === 'string' ? json : undefined);

const parametersOf = (json: Json | undefined): Record<string, string> | undefined => {
  if (!isObject(json)) return undefined;
  const entries = Object.entries(json).map(([name, value]): [string, string] => {
    if (typeof value !== 'string') throw new DataError('Schema parameters must have string values.');
    return [name, value];
  });
  // As in the original, where the builder starts without parameters.
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
};

const optionsOf = (json: JsonObject): SchemaOptions => ({
  optional: json.optional === true,
  name: text(json.name),
  version: Number.isInteger(json.version) ? Number(json.version) : undefined,
  doc: text(json.doc),
  parameters: parametersOf(json.parameters),
});

/** Builds the schemas inside another one. */
type ReadSchema = (json: Json) => Schema;

const fieldOf = (json: Json, read: ReadSchema): readonly [string, Schema] => {
  const name = isObject(json) ? json.field : undefined;
  if (typeof name !== 'string') throw new DataError("Struct schema's field name not specified properly");
  return [name, read(json)];
};

const structOf = (json: JsonObject, options: SchemaOptions, read: ReadSchema): Schema => {
  if (!isArray(json.fields)) throw new DataError('Struct schema\'s "fields" argument is not an array.');
  const fields = json.fields.map((field) => fieldOf(field, read));
  return structSchema(fields, options);
};

const arrayOf = (json: JsonObject, options: SchemaOptions, read: ReadSchema): Schema => {
  if (json.items === undefined || json.items === null)
    throw new DataError('Array schema did not specify the element type');
  return arraySchema(read(json.items), options);
};

const mapOf = (json: JsonObject, options: SchemaOptions, read: ReadSchema): Schema => {
  if (json.keys === undefined) throw new DataError('Map schema did not specify the key type');
  if (json.values === undefined) throw new DataError('Map schema did not specify the value type');
  return mapSchema(read(json.keys), read(json.values), options);
};

const bareSchema = (json: JsonObject, type: string, read: ReadSchema): Schema => {
  const options = optionsOf(json);
  const primitive = primitiveTypes.get(type);
  if (primitive !== undefined) return primitiveSchema(primitive, options);
  if (type === 'struct') return structOf(json, options, read);
  if (type === 'array') return arrayOf(json, options, read);
  if (type === 'map') return mapOf(json, options, read);
  throw new DataError(`Unknown schema type: ${type}`);
};

/**
 * The schema that JSON describes.
 *
 * @throws DataError in Kafka's words when it describes none.
 */
export const readSchema = (json: Json, replaceNullWithDefault: boolean): Schema => {
  const type = isObject(json) ? json.type : undefined;
  if (!isObject(json) || typeof type !== 'string') throw new DataError("Schema must contain 'type' field");
  const schema = bareSchema(json, type, (inner) => readSchema(inner, replaceNullWithDefault));
  if (json.default === undefined || json.default === null) return schema;
  return withOptions(schema, { defaultValue: compileReader(schema, replaceNullWithDefault)(json.default) });
};
