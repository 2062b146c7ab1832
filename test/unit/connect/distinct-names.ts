import type { Schema, StructSchema } from '../../../lib/connect/schema.ts';
import { STRING_SCHEMA, structSchema, withOptions } from '../../../lib/connect/schema.ts';
import { schemas, valuesOf } from './arbitraries.ts';

const holdsStruct = (schema: Schema): boolean => {
  if (schema.type === 'STRUCT') return true;
  if (schema.type === 'ARRAY') return holdsStruct(schema.valueSchema);
  return schema.type === 'MAP' && (holdsStruct(schema.keySchema) || holdsStruct(schema.valueSchema));
};

/** The schema with a name of its own for every struct, as formats with named types need it. */
const withDistinctNames = (root: Schema, rename = (field: StructSchema['fields'][number]) => field.name): Schema => {
  let structs = 0;

  const struct = (schema: StructSchema): Schema => {
    const name = `com.x.Y${structs++}`;
    const fields = schema.fields.map((field) => [rename(field), convert(field.schema)] as const);
    return structSchema(fields, { ...schema, name });
  };

  /** The keys of a format's own maps are strings, about which it says nothing more. */
  const keyOf = (schema: Schema): Schema =>
    schema.type === 'STRING' && !schema.optional ? STRING_SCHEMA : convert(schema);

  const convert = (schema: Schema): Schema => {
    // A default that holds structs of the old schema is none of the new one.
    const plain = holdsStruct(schema) ? withOptions(schema, { defaultValue: undefined }) : schema;
    switch (plain.type) {
      case 'STRUCT':
        return struct(plain);
      case 'ARRAY':
        return { ...plain, valueSchema: convert(plain.valueSchema) };
      case 'MAP':
        return { ...plain, keySchema: keyOf(plain.keySchema), valueSchema: convert(plain.valueSchema) };
      default:
        return plain;
    }
  };

  return convert(root);
};

/** Schemas whose structs have names of their own. */
export const namedSchemas = schemas(2).map((schema) => withDistinctNames(schema));

/** Such a schema and a value of it. */
export const namedSchemaAndValue = namedSchemas.chain((schema) => valuesOf(schema).map((value) => ({ schema, value })));
