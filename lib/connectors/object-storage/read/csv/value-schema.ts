import { asError, ConfigError } from '../../../../connect/errors.ts';
import {
  type PrimitiveType,
  primitiveSchema,
  type Schema,
  type StructSchema,
  structSchema,
} from '../../../../connect/schema.ts';
import { isObject, type Json, type JsonObject } from '../../../../formats/json/json.ts';
import { parseJson } from '../../../../formats/json/parse-json.ts';
import { readSchema } from '../../../../formats/json/read-schema.ts';
import { createCellParser } from './cell-parsers.ts';

const PRIMITIVES: ReadonlySet<string> = new Set<PrimitiveType>([
  'INT8',
  'INT16',
  'INT32',
  'INT64',
  'FLOAT32',
  'FLOAT64',
  'BOOLEAN',
  'STRING',
  'BYTES',
]);
const isPrimitive = (type: string): type is PrimitiveType => PRIMITIVES.has(type);

const parametersOf = (json: Json | undefined) =>
  isObject(json) ? Object.fromEntries(Object.entries(json).map(([name, value]) => [name, String(value)])) : undefined;

const optionsOf = (json: JsonObject) => ({
  optional: json.isOptional === true,
  name: typeof json.name === 'string' ? json.name : undefined,
  version: typeof json.version === 'number' ? json.version : undefined,
  parameters: parametersOf(json.parameters),
});

const fieldSchema = (name: string, json: Json): Schema => {
  const type = isObject(json) ? String(json.type).toUpperCase() : '';
  if (!isObject(json) || !isPrimitive(type)) throw new ConfigError(`field ${name} has no type that CSV can hold`);
  return primitiveSchema(type, optionsOf(json));
};

/** As connect-utils writes schemas: `{"name", "type": "STRUCT", "isOptional", "fieldSchemas": {name: {"type": "INT64", …}}}`. */
const utilsSchema = (json: JsonObject, fields: JsonObject): Schema =>
  structSchema(
    Object.entries(fields).map(([name, field]) => [name, fieldSchema(name, field)]),
    optionsOf(json),
  );

const schemaOf = (json: Json): Schema =>
  isObject(json) && isObject(json.fieldSchemas) ? utilsSchema(json, json.fieldSchemas) : readSchema(json, false);

/** Reads `value.schema`, in the form of connect-utils or of `JsonConverter`. @throws ConfigError */
export const parseValueSchema = (text: string): StructSchema => {
  try {
    const schema = schemaOf(parseJson(Buffer.from(text)));
    if (schema.type !== 'STRUCT') throw new ConfigError('its type is not STRUCT');
    for (const field of schema.fields) createCellParser(field.name, field.schema);
    return schema;
  } catch (error) {
    throw new ConfigError(`Not the schema of a struct: ${asError(error).message}`, { cause: error });
  }
};
