import { DataError } from '../../connect/errors.ts';
import { type Schema, type StructSchema, withOptions } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { basicsOf, type NamedSchema, withFields } from '../record/struct-fields.ts';

/** A nested struct's place in the flat one. */
interface Level {
  readonly prefix: string;
  /** Whether a struct around it may be null. */
  readonly optional: boolean;
  /** What a struct around it has for its default. */
  readonly defaultValue: ConnectValue;
}

const defaultOf = (schema: Schema, index: number, parent: ConnectValue): ConnectValue =>
  schema.defaultValue ?? (parent instanceof Struct ? (parent.values[index] ?? null) : null);

const leaf = (schema: Schema, optional: boolean, defaultValue: ConnectValue): Schema =>
  withOptions(schema, { ...basicsOf(schema), optional, defaultValue: defaultValue ?? undefined });

const flatFields = (schema: StructSchema, delimiter: string, level: Level): readonly NamedSchema[] =>
  schema.fields.flatMap((field): readonly NamedSchema[] => {
    const name = level.prefix + field.name;
    const optional = level.optional || field.schema.optional;
    const defaultValue = defaultOf(field.schema, field.index, level.defaultValue);
    if (field.schema.type === 'MAP')
      throw new DataError(`Flatten transformation does not support MAP for record with schemas (for field ${name}).`);
    if (field.schema.type === 'STRUCT')
      return flatFields(field.schema, delimiter, { prefix: name + delimiter, optional, defaultValue });
    return [[name, leaf(field.schema, optional, defaultValue)]];
  });

/**
 * One level of fields with their full names; what is in an optional struct becomes optional.
 *
 * @throws DataError for a map, SchemaBuilderError where two paths make one name.
 */
export const flattenSchema = (schema: StructSchema, delimiter: string): StructSchema =>
  withFields(
    schema,
    flatFields(schema, delimiter, { prefix: '', optional: schema.optional, defaultValue: schema.defaultValue ?? null }),
  );

/** The values in the order of {@link flattenSchema}; those in a struct that is null are null. */
export const collectFlat = (schema: StructSchema, struct: Struct | null, values: ConnectValue[]): void => {
  for (const { index, schema: field } of schema.fields) {
    const value = struct === null ? null : (struct.values[index] ?? field.defaultValue ?? null);
    if (field.type === 'STRUCT') collectFlat(field, value instanceof Struct ? value : null, values);
    else values.push(value);
  }
};
