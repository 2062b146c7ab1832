import { Decimal } from '../../connect/decimal.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectObject, ConnectValue } from '../../connect/value.ts';

/** A map without a schema: a plain object, as JSON gives it, or a `Map`. Every change makes a copy of the same kind. */
export type ConnectMap = ReadonlyMap<ConnectValue, ConnectValue> | ConnectObject;

type Entry = readonly [name: string, value: ConnectValue];

export const isMap = (value: ConnectValue): value is ConnectMap =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof Struct) &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array) &&
  !(value instanceof Date) &&
  !(value instanceof Decimal);

const isJavaMap = (map: ConnectMap): map is ReadonlyMap<ConnectValue, ConnectValue> => map instanceof Map;

/** The entry's value; `null` when there is none. */
export const entryOf = (map: ConnectMap, name: string): ConnectValue => {
  if (isJavaMap(map)) return map.get(name) ?? null;
  return Object.hasOwn(map, name) ? (map[name] ?? null) : null;
};

/** A name such as `__proto__` must become a property like any other. */
const setOwn = (object: Record<string, ConnectValue>, name: string, value: ConnectValue): void => {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
};

/** A copy with these entries set. */
export const withEntries = (map: ConnectMap, entries: readonly Entry[]): ConnectMap => {
  if (isJavaMap(map)) return new Map<ConnectValue, ConnectValue>([...map, ...entries]);
  const copy: Record<string, ConnectValue> = { ...map };
  for (const [name, value] of entries) setOwn(copy, name, value);
  return copy;
};

/** A map of these entries, of the same kind as another. */
export const mapLike = (map: ConnectMap, entries: readonly Entry[]): ConnectMap => {
  if (isJavaMap(map)) return new Map<ConnectValue, ConnectValue>(entries);
  const made: Record<string, ConnectValue> = {};
  for (const [name, value] of entries) setOwn(made, name, value);
  return made;
};

/** Entries with their keys as text; keys of a `Map` may be anything. */
export const entriesOf = (map: ConnectMap): readonly Entry[] =>
  isJavaMap(map) ? Array.from(map, ([key, value]) => [String(key), value] as const) : Object.entries(map);
