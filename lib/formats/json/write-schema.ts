import type { Schema, SchemaType } from '../../connect/schema.ts';
import type { WriteJson } from './write-value.ts';

/** What JsonConverter calls the types; the floating-point ones by C's names. */
const jsonTypeNames: Readonly<Record<SchemaType, string>> = {
  INT8: 'int8',
  INT16: 'int16',
  INT32: 'int32',
  INT64: 'int64',
  FLOAT32: 'float',
  FLOAT64: 'double',
  BOOLEAN: 'boolean',
  STRING: 'string',
  BYTES: 'bytes',
  ARRAY: 'array',
  MAP: 'map',
  STRUCT: 'struct',
};

const property = (name: string, json: string | undefined): readonly string[] =>
  json === undefined ? [] : [`"${name}":${json}`];

const quoted = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : JSON.stringify(text);

/** Writes schemas as JSON text in the order of the original's attributes. */
export const createSchemaWriter = (writerOf: (schema: Schema) => WriteJson): ((schema: Schema) => string) => {
  const contents = (schema: Schema): readonly string[] => {
    switch (schema.type) {
      case 'STRUCT':
        return [`"fields":[${schema.fields.map((field) => text(field.schema, field.name)).join(',')}]`];
      case 'MAP':
        return [`"keys":${text(schema.keySchema)}`, `"values":${text(schema.valueSchema)}`];
      case 'ARRAY':
        return [`"items":${text(schema.valueSchema)}`];
      default:
        return [];
    }
  };

  const defaultText = (schema: Schema): string | undefined => {
    const { defaultValue } = schema;
    return defaultValue === undefined || defaultValue === null ? undefined : writerOf(schema)(defaultValue);
  };

  const text = (schema: Schema, fieldName?: string): string => {
    const properties = [
      `"type":"${jsonTypeNames[schema.type]}"`,
      ...contents(schema),
      `"optional":${schema.optional}`,
      ...property('name', quoted(schema.name)),
      ...property('version', schema.version?.toString()),
      ...property('doc', quoted(schema.doc)),
      ...property('parameters', schema.parameters && JSON.stringify(schema.parameters)),
      ...property('default', defaultText(schema)),
      ...property('field', quoted(fieldName)),
    ];
    return `{${properties.join(',')}}`;
  };

  return (schema) => text(schema);
};
