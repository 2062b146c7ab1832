import type { Schema, StructSchema } from '../../connect/schema.ts';

/** What Confluent's `JsonSchemaData` calls things. */
export const NAMESPACE = 'io.confluent.connect.json';
export const ENUM = `${NAMESPACE}.Enum`;
export const ONE_OF = `${NAMESPACE}.OneOf`;
export const NULL_MARKER = '<NULL>';
export const GENERALIZED_UNION = 'org.apache.kafka.connect.data.Union';
export const GENERALIZED_ENUM = 'org.apache.kafka.connect.data.Enum';

/** A struct that stands for one of several schemas: of its fields one at most has a value. */
export const isUnionStruct = (schema: Schema): schema is StructSchema =>
  schema.type === 'STRUCT' &&
  (schema.name?.startsWith(ONE_OF) === true || schema.parameters?.[GENERALIZED_UNION] !== undefined);

/** The symbols of a string that stands for an enum. */
export const enumSymbols = (schema: Schema): readonly (string | null)[] | undefined => {
  const { parameters } = schema;
  const name = [GENERALIZED_ENUM, ENUM].find((one) => parameters?.[one] !== undefined);
  if (schema.type !== 'STRING' || parameters === undefined || name === undefined) return undefined;
  return Object.keys(parameters)
    .filter((key) => key.startsWith(`${name}.`))
    .map((key) => key.slice(name.length + 1))
    .map((symbol) => (symbol === NULL_MARKER ? null : symbol));
};
