import type { Schema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectObject, ConnectValue, SchemaAndValue } from '../../../connect/value.ts';

const isObject = (value: ConnectValue): value is ConnectObject =>
  value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;

const memberOf = (value: ConnectValue, name: string): SchemaAndValue | undefined => {
  if (value instanceof Struct) {
    const index = value.schema.fieldIndex.get(name);
    return index === undefined ? undefined : { schema: schemaAt(value, index), value: value.get(name) };
  }
  if (value instanceof Map) return value.has(name) ? { schema: null, value: value.get(name) ?? null } : undefined;
  return isObject(value) && Object.hasOwn(value, name) ? { schema: null, value: value[name] ?? null } : undefined;
};

const schemaAt = (struct: Struct, index: number): Schema | null => struct.schema.fields[index]?.schema ?? null;

/** Follows a path of names into structs and maps; `undefined` where a name is missing on the way. */
export const valueAtPath = (value: ConnectValue, path: readonly string[]): SchemaAndValue | undefined => {
  let found: SchemaAndValue | undefined = { schema: null, value };
  for (const name of path) found = found && memberOf(found.value, name);
  return found;
};
