import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';

/** The parts of a struct, or of a map without a schema. */
export const isObject = (value: ConnectValue): value is ConnectValue & object =>
  value instanceof Struct ||
  value instanceof Map ||
  (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);

/** The names of an object's fields. */
export const fieldNames = (value: ConnectValue & object): readonly string[] => {
  if (value instanceof Struct) return value.schema.fields.map(({ name }) => name);
  return value instanceof Map ? [...value.keys()].map(String) : Object.keys(value);
};

/** Reads a field of exactly that name; `null` where there is none. */
export const readerOf = (name: string) => {
  return (value: ConnectValue): ConnectValue => {
    if (value instanceof Struct) return value.schema.fieldIndex.has(name) ? value.get(name) : null;
    if (value instanceof Map) return value.get(name) ?? null;
    if (!isObject(value)) return null;
    return Object.entries(value).find(([key]) => key === name)?.[1] ?? null;
  };
};
