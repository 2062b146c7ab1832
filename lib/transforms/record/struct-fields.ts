import { type Schema, type StructSchema, structSchema } from '../../connect/schema.ts';
import type { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';

/** Reads the field at an index. */
export type ReadField = (struct: Struct, index: number) => ConnectValue;

const asIs: ReadField = (struct, index) => struct.values[index] ?? null;

const orDefault: ReadField = (struct, index) =>
  struct.values[index] ?? struct.schema.fields[index]?.schema.defaultValue ?? null;

/** How fields are read under `replace.null.with.default`; where no field has a default there is nothing to look for. */
export const fieldReader = (schema: StructSchema, replaceNullWithDefault: boolean): ReadField =>
  replaceNullWithDefault && schema.fields.some((field) => field.schema.defaultValue !== undefined) ? orDefault : asIs;

/** All fields in order, to be added to. */
export const readAll = (struct: Struct, read: ReadField): ConnectValue[] => {
  const values: ConnectValue[] = [];
  for (let index = 0; index < struct.schema.fields.length; index++) values.push(read(struct, index));
  return values;
};

/** Name, version, doc and parameters; follows `SchemaUtil.copySchemaBasics`, which leaves optionality and default out. */
export const basicsOf = ({ name, version, doc, parameters }: Schema) => ({ name, version, doc, parameters });

export type NamedSchema = readonly [name: string, schema: Schema];

export const fieldsOf = (schema: StructSchema): readonly NamedSchema[] =>
  schema.fields.map((field) => [field.name, field.schema]);

/**
 * A struct with other fields that is otherwise what `schema` was, but required unless `optional`, and without default.
 *
 * @throws SchemaBuilderError when two fields share a name.
 */
export const withFields = (schema: StructSchema, fields: readonly NamedSchema[], optional = false): StructSchema =>
  structSchema(fields, { ...basicsOf(schema), optional });
