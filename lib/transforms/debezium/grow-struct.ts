import { DataError, SchemaBuilderError } from '../../connect/errors.ts';
import { type Field, type Schema, type StructSchema, structSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import { validateValue } from '../../connect/validate-value.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { basicsOf, fieldReader, type NamedSchema } from '../record/struct-fields.ts';

/** A field that structs get, or get another value in. */
export interface Growth {
  /** Names from the outside in. */
  readonly path: readonly string[];
  readonly schema: Schema | null;
}

/** Makes structs with the values of the growths, in their order; of two with one path the later one counts. */
export interface GrownSchema {
  readonly schema: StructSchema;
  grow(struct: Struct, added: readonly ConnectValue[]): Struct;
}

/** A growth on its way down: which of the values it is, and what is left of its path. */
interface Placed {
  readonly at: number;
  readonly name: string;
  readonly rest: readonly string[];
  readonly schema: Schema | null;
}

type Fill = (struct: Struct, added: readonly ConnectValue[]) => ConnectValue;

interface GrownField {
  readonly field: NamedSchema;
  readonly fill: Fill;
}

const placed = ({ path: [name = '', ...rest], schema }: Growth, at: number): Placed => ({ at, name, rest, schema });

const inwards = ({ at, rest, schema }: Placed): Placed => ({ ...placed({ path: rest, schema }, at), at });

const pathOf = ({ name, rest }: Placed): string => [name, ...rest].join('.');

const isValue = ({ rest }: Placed): boolean => rest.length === 0;

const fillWith =
  (schema: Schema, { at, name, schema: own }: Placed): Fill =>
  (_struct, added) => {
    const value = added[at] ?? null;
    if (schema !== own) validateValue(schema, value, name);
    return value;
  };

const addedField = (name: string, own: readonly Placed[]): GrownField => {
  const schema = own[0]?.schema ?? null;
  const last = own.at(-1);
  if (schema === null || last === undefined)
    throw new SchemaBuilderError(`fieldSchema for field ${name} cannot be null.`);
  return { field: [name, schema], fill: fillWith(schema, last) };
};

const EMPTY = new Struct(structSchema([]), []);

const addedStruct = (name: string, own: readonly Placed[]): GrownField => {
  const grown = grownFields(structSchema([], { optional: true }), own.map(inwards));
  return { field: [name, grown.schema], fill: (_struct, added) => grown.grow(EMPTY, added) };
};

/** More in a struct that is there. One that is null stays null. */
const grownStruct = (owner: StructSchema, { name, index, schema }: Field, own: readonly Placed[]): GrownField => {
  if (schema.type !== 'STRUCT')
    throw new DataError(
      `Field '${name}' is a primitive type, not a struct. Cannot add nested field '${own.map(pathOf).join(', ')}'.`,
      { className: 'io.debezium.DebeziumException' },
    );
  const read = fieldReader(owner, true);
  const grown = grownFields(schema, own.map(inwards));
  return {
    field: [name, grown.schema],
    fill: (struct, added) => {
      const inner = read(struct, index);
      return inner instanceof Struct ? grown.grow(inner, added) : null;
    },
  };
};

const keptField = (owner: StructSchema, { name, index, schema }: Field): GrownField => {
  const read = fieldReader(owner, true);
  return { field: [name, schema], fill: (struct) => read(struct, index) };
};

const grownField = (owner: StructSchema, field: Field, own: readonly Placed[]): GrownField => {
  const value = own.findLast(isValue);
  if (value !== undefined) return { field: [field.name, field.schema], fill: fillWith(field.schema, value) };
  return own.length === 0 ? keptField(owner, field) : grownStruct(owner, field, own);
};

const grownFields = (schema: StructSchema, all: readonly Placed[]): GrownSchema => {
  const ownOf = (wanted: string): readonly Placed[] => all.filter(({ name }) => name === wanted);
  const missing = all.filter(({ name }) => !schema.fieldIndex.has(name));
  const namesOf = (growths: readonly Placed[]): readonly string[] => [...new Set(growths.map(({ name }) => name))];
  // A name that is to be a value and a struct at once is there twice, which the schema refuses.
  const fields = [
    ...schema.fields.map((field) => grownField(schema, field, ownOf(field.name))),
    ...namesOf(missing.filter(isValue)).map((name) => addedField(name, ownOf(name).filter(isValue))),
    ...namesOf(missing.filter((one) => !isValue(one))).map((name) => addedStruct(name, ownOf(name))),
  ];
  const grown = structSchema(
    fields.map(({ field }) => field),
    { ...basicsOf(schema), optional: schema.optional },
  );
  return {
    schema: grown,
    grow: (struct, added) =>
      new Struct(
        grown,
        fields.map(({ fill }) => fill(struct, added)),
      ),
  };
};

/**
 * Adds fields to structs of a schema, at any depth; a struct on the way that is missing is made, optional. Follows
 * `ConnectRecordUtil.makeNewSchema`, but that a struct that gets fields stays optional where it was.
 *
 * @throws DataError when something on the way is no struct, or a new field has no schema.
 */
export const growStruct = (schema: StructSchema, growths: readonly Growth[]): GrownSchema =>
  grownFields(schema, growths.map(placed));
