import { LosslessNumber, parse } from 'lossless-json';
import { asError, DataError } from '../../../connect/errors.ts';
import {
  arraySchema,
  OPTIONAL_BOOLEAN_SCHEMA,
  OPTIONAL_FLOAT64_SCHEMA,
  OPTIONAL_INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  type Schema,
  structSchema,
} from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';

interface Inferred {
  readonly schema: Schema;
  readonly value: ConnectValue;
}

/** How many schemas are remembered; messages of so many shapes have names made of data. */
const MAX_KNOWN = 10_000;
const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

const NOTHING: Inferred = { schema: OPTIONAL_STRING_SCHEMA, value: null };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const numberOf = (text: string): Inferred => {
  if (!/^-?\d+$/.test(text)) return { schema: OPTIONAL_FLOAT64_SCHEMA, value: Number(text) };
  const exact = BigInt(text);
  if (exact < INT64.min || exact > INT64.max) throw new DataError(`The number ${text} has more than 64 bits`);
  return { schema: OPTIONAL_INT64_SCHEMA, value: Number.isSafeInteger(Number(text)) ? Number(text) : exact };
};

/** One schema object for what has the same fields, so that converters find what they know of it. */
const createSchemas = () => {
  const known = new Map<string, Schema>();
  const ids = new Map<Schema, number>();
  const idOf = (schema: Schema): number => {
    const id = ids.get(schema) ?? ids.size;
    ids.set(schema, id);
    return id;
  };
  return (shape: readonly string[], parts: readonly Schema[], build: () => Schema): Schema => {
    if (known.size >= MAX_KNOWN) {
      known.clear();
      ids.clear();
    }
    const key = JSON.stringify([shape, parts.map(idOf)]);
    const schema = known.get(key) ?? build();
    known.set(key, schema);
    return schema;
  };
};

/**
 * Reads JSON with a schema that it is given by what is in it, as Lenses' `JsonSimpleConverter` does: integers are INT64, other
 * numbers FLOAT64, objects structs that are named after their field, and all but structs is optional.
 *
 * @throws DataError where the text is not JSON, or a list has elements of several types.
 */
export const createJsonInference = (): ((name: string, text: string) => Inferred) => {
  const schemas = createSchemas();

  const listOf = (name: string, elements: readonly unknown[]): Inferred => {
    const inferred = elements.map((element) => infer(name, element));
    const { schema: element } = inferred.find(({ value }) => value !== null) ?? NOTHING;
    for (const { schema, value } of inferred)
      if (value === null ? !element.optional : schema !== element)
        throw new DataError(`The list ${name} has elements of several types`);
    const schema = schemas(['list'], [element], () => arraySchema(element, { optional: true }));
    return { schema, value: inferred.map(({ value }) => value) };
  };

  const structOf = (name: string, object: Readonly<Record<string, unknown>>): Inferred => {
    const fields = Object.entries(object).map(([field, value]) => [field, infer(field, value)] as const);
    const named = fields.map(([field, { schema }]) => [field, schema] as const);
    const schema = schemas(
      [name, ...named.map(([field]) => field)],
      named.map(([, type]) => type),
      () => structSchema(named, { name: name.replaceAll('/', '_') }),
    );
    if (schema.type !== 'STRUCT') return NOTHING;
    return {
      schema,
      value: new Struct(
        schema,
        fields.map(([, { value }]) => value),
      ),
    };
  };

  const infer = (name: string, value: unknown): Inferred => {
    if (typeof value === 'string') return { schema: OPTIONAL_STRING_SCHEMA, value };
    if (typeof value === 'boolean') return { schema: OPTIONAL_BOOLEAN_SCHEMA, value };
    if (value instanceof LosslessNumber) return numberOf(value.value);
    if (Array.isArray(value)) return listOf(name, value);
    return isObject(value) ? structOf(name, value) : NOTHING;
  };

  return (name, text) => {
    let parsed: unknown;
    try {
      parsed = parse(text);
    } catch (error) {
      throw new DataError(`This is not JSON: ${asError(error).message}`, { cause: error });
    }
    return infer(name, parsed);
  };
};
