import { Decimal } from './decimal.ts';
import { Struct } from './struct.ts';
import type { ConnectObject, ConnectValue } from './value.ts';

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

/** Copying by `for…in` makes objects that are quick to add to; after a spread, adding one entry costs ten times the copy. */
const copyOf = (object: ConnectObject): Record<string, ConnectValue> => {
  const copy: Record<string, ConnectValue> = {};
  for (const name in object) setOwn(copy, name, object[name] ?? null);
  return copy;
};

/** A copy with these entries set. */
export const withEntries = (map: ConnectMap, entries: readonly Entry[]): ConnectMap => {
  if (isJavaMap(map)) return new Map<ConnectValue, ConnectValue>([...map, ...entries]);
  const copy = copyOf(map);
  for (const [name, value] of entries) setOwn(copy, name, value);
  return copy;
};

/** A copy with every entry under the name that `rename` gives it, or without it where that is `null`. */
export const renameEntries = (map: ConnectMap, rename: (name: string) => string | null): ConnectMap => {
  if (isJavaMap(map)) return mapLike(map, renamed([...map], rename));
  const copy: Record<string, ConnectValue> = {};
  for (const name in map) {
    const newName = rename(name);
    if (newName !== null) setOwn(copy, newName, map[name] ?? null);
  }
  return copy;
};

const renamed = (
  entries: ReadonlyArray<readonly [ConnectValue, ConnectValue]>,
  rename: (name: string) => string | null,
): readonly Entry[] =>
  entries.flatMap(([key, value]) => {
    const name = rename(String(key));
    return name === null ? [] : [[name, value] as const];
  });

/** A map of these entries, of the same kind as another. */
export const mapLike = (map: ConnectMap, entries: readonly Entry[]): ConnectMap =>
  isJavaMap(map) ? new Map<ConnectValue, ConnectValue>(entries) : withEntries({}, entries);

/** Entries with their keys as text; keys of a `Map` may be anything. */
export const entriesOf = (map: ConnectMap): readonly Entry[] =>
  isJavaMap(map) ? Array.from(map, ([key, value]) => [String(key), value] as const) : Object.entries(map);
