import { type ConnectMap, entryOf, isMap } from '../../../connect/connect-map.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';

/** The parts of a struct, or of a map without a schema. */
export const isObject = (value: ConnectValue): value is Struct | ConnectMap => value instanceof Struct || isMap(value);

/** The names of an object's fields. */
export const fieldNames = (value: Struct | ConnectMap): readonly string[] => {
  if (value instanceof Struct) return value.schema.fields.map(({ name }) => name);
  return value instanceof Map ? [...value.keys()].map(String) : Object.keys(value);
};

/** Reads a field of exactly that name; `null` where there is none. */
export const readerOf =
  (name: string) =>
  (value: ConnectValue): ConnectValue => {
    if (value instanceof Struct) return value.schema.fieldIndex.has(name) ? value.get(name) : null;
    return isMap(value) ? entryOf(value, name) : null;
  };
