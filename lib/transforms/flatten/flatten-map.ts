import { type ConnectMap, entriesOf, isMap, mapLike } from '../../connect/connect-map.ts';
import { Decimal } from '../../connect/decimal.ts';
import { DataError } from '../../connect/errors.ts';
import { javaClass } from '../../connect/java-class.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';

type Entry = readonly [name: string, value: ConnectValue];

const requireFlat = (name: string, value: ConnectValue): ConnectValue => {
  if (value instanceof Date || value instanceof Decimal)
    throw new DataError(
      `Flatten transformation was passed a value of type class ${javaClass(value)} which is not supported by Connect's data API`,
    );
  if (value instanceof Struct)
    throw new DataError(
      `Flatten transformation does not support class ${javaClass(value)} for record without schemas (for field ${name}).`,
    );
  return value;
};

const flatEntries = (map: ConnectMap, prefix: string, delimiter: string): readonly Entry[] =>
  entriesOf(map).flatMap(([key, value]): readonly Entry[] => {
    const name = prefix + key;
    return isMap(value) ? flatEntries(value, name + delimiter, delimiter) : [[name, requireFlat(name, value)]];
  });

/** One level of entries with their full names. @throws DataError for a value that only a schema can carry. */
export const flattenMap = (map: ConnectMap, delimiter: string): ConnectMap =>
  mapLike(map, flatEntries(map, '', delimiter));
