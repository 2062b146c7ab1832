import { Decimal } from './decimal.ts';
import type { Field, Schema } from './schema.ts';
import { Struct } from './struct.ts';
import type { ConnectValue } from './value.ts';

const bytesEqual = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index]);

const listsEqual = (left: readonly ConnectValue[], right: readonly ConnectValue[]): boolean =>
  left.length === right.length && left.every((value, index) => valuesEqual(value, right[index] ?? null));

type Entry = readonly [key: ConnectValue, value: ConnectValue];

const entriesOf = (value: object): readonly Entry[] => (value instanceof Map ? [...value] : Object.entries(value));

/** In any order. Keys that are objects are looked for by content, which is slow but rare. */
const mapsEqual = (left: object, right: object): boolean => {
  const others = entriesOf(right);
  const byKey = new Map(others);
  const same = ([key, value]: Entry): boolean =>
    byKey.has(key)
      ? valuesEqual(value, byKey.get(key) ?? null)
      : others.some(([other, otherValue]) => valuesEqual(key, other) && valuesEqual(value, otherValue));
  const entries = entriesOf(left);
  return left instanceof Map === right instanceof Map && entries.length === others.length && entries.every(same);
};

const objectsEqual = (left: object, right: object): boolean => {
  if (left instanceof Uint8Array) return right instanceof Uint8Array && bytesEqual(left, right);
  if (left instanceof Date) return right instanceof Date && left.getTime() === right.getTime();
  if (left instanceof Decimal)
    return right instanceof Decimal && left.unscaled === right.unscaled && left.scale === right.scale;
  if (left instanceof Struct)
    return right instanceof Struct && schemasEqual(left.schema, right.schema) && listsEqual(left.values, right.values);
  if (Array.isArray(left)) return Array.isArray(right) && listsEqual(left, right);
  return !Array.isArray(right) && mapsEqual(left, right);
};

/**
 * Whether two values are the same in content, as Java's `equals` has it: `1.50` and `1.5` differ as decimals, NaN equals
 * NaN, and 0 differs from -0.
 */
export const valuesEqual = (left: ConnectValue, right: ConnectValue): boolean => {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  return objectsEqual(left, right);
};

type Parameters = Readonly<Record<string, string>>;

const parametersEqual = (left: Parameters | undefined, right: Parameters | undefined): boolean => {
  if (left === undefined || right === undefined) return left === right;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && left[name] === right[name])
  );
};

const attributesEqual = (left: Schema, right: Schema): boolean =>
  left.optional === right.optional &&
  left.name === right.name &&
  left.version === right.version &&
  left.doc === right.doc &&
  parametersEqual(left.parameters, right.parameters) &&
  valuesEqual(left.defaultValue ?? null, right.defaultValue ?? null);

const fieldsEqual = (left: readonly Field[], right: readonly Field[]): boolean =>
  left.length === right.length &&
  left.every((field, index) => {
    const other = right[index];
    return other !== undefined && field.name === other.name && schemasEqual(field.schema, other.schema);
  });

const contentEqual = (left: Schema, right: Schema): boolean => {
  switch (left.type) {
    case 'STRUCT':
      return right.type === 'STRUCT' && fieldsEqual(left.fields, right.fields);
    case 'MAP':
      return (
        right.type === 'MAP' &&
        schemasEqual(left.keySchema, right.keySchema) &&
        schemasEqual(left.valueSchema, right.valueSchema)
      );
    case 'ARRAY':
      return right.type === 'ARRAY' && schemasEqual(left.valueSchema, right.valueSchema);
    default:
      return left.type === right.type;
  }
};

/**
 * Whether two schemas say the same in every attribute; follows `ConnectSchema.equals`. Costs a walk over both unless they
 * are one object, so keep the answer where it is asked per record.
 */
export const schemasEqual = (left: Schema, right: Schema): boolean =>
  left === right || (attributesEqual(left, right) && contentEqual(left, right));
