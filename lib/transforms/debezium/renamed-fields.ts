import { fieldOf, type Schema, type StructSchema, structSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { perSchema } from '../record/per-schema.ts';
import { basicsOf, fieldsOf, type NamedSchema } from '../record/struct-fields.ts';
import { isEnvelopeName } from './envelope.ts';

/** What became of a struct's schema, and how its values follow. */
export interface RenamedFields {
  readonly schema: StructSchema;
  read(struct: Struct): Struct;
}

/** The same struct with other fields, of which none moved. */
const withFields = (
  schema: StructSchema,
  fields: readonly NamedSchema[],
  read: (values: readonly ConnectValue[]) => readonly ConnectValue[],
): RenamedFields => {
  const { optional, defaultValue } = schema;
  const basics = { ...basicsOf(schema), optional };
  const plain = structSchema(fields, basics);
  if (!(defaultValue instanceof Struct))
    return { schema: plain, read: ({ values }) => new Struct(plain, read(values)) };
  const made = structSchema(fields, { ...basics, defaultValue: new Struct(plain, read(defaultValue.values)) });
  return { schema: made, read: ({ values }) => new Struct(made, read(values)) };
};

const asTheyAre = (values: readonly ConnectValue[]): readonly ConnectValue[] => values;

/** Renames the fields of structs, those of a change event's in the rows before and after; each schema once. */
export const createRenamedFields = (rename: (name: string) => string) => {
  const ofRow = perSchema((schema: StructSchema) =>
    withFields(
      schema,
      fieldsOf(schema).map(([name, field]) => [rename(name), field]),
      asTheyAre,
    ),
  );

  const ofEnvelope = (schema: StructSchema): RenamedFields => {
    const rows = ['before', 'after'].flatMap((name) => fieldOf(schema, name) ?? []);
    const renamed = new Map<string, Schema>();
    const readers: Array<readonly [index: number, renamed: RenamedFields]> = [];
    for (const { name, index, schema: row } of rows) {
      if (row.type !== 'STRUCT') continue;
      const made = ofRow(row);
      renamed.set(name, made.schema);
      readers.push([index, made]);
    }
    const fields = fieldsOf(schema).map(([name, field]) => [name, renamed.get(name) ?? field] as const);
    return withFields(schema, fields, (values) => {
      const read = [...values];
      for (const [index, { read: readRow }] of readers) {
        const row = read[index];
        if (row instanceof Struct) read[index] = readRow(row);
      }
      return read;
    });
  };

  return {
    ofKey: ofRow,
    ofValue: perSchema((schema: StructSchema) => (isEnvelopeName(schema.name) ? ofEnvelope(schema) : ofRow(schema))),
  };
};
