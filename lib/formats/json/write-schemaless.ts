import { Decimal } from '../../connect/decimal.ts';
import { DataError } from '../../connect/errors.ts';
import { javaClass } from '../../connect/java-class.ts';
import { doubleText } from '../../connect/number-text.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectObject, ConnectValue } from '../../connect/value.ts';
import { base64Text } from './write-primitive.ts';

/** An integer beyond 2^53 would be a bigint: a number of that size is a double. */
const numberText = (value: number): string => {
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? '-0.0' : String(value);
  return Number.isFinite(value) ? doubleText(value) : `"${value}"`;
};

const objectText = (object: ConnectObject): string => {
  let json = '';
  for (const key of Object.keys(object)) {
    const entry = `${JSON.stringify(key)}:${writeSchemaless(object[key] ?? null)}`;
    json += json === '' ? entry : `,${entry}`;
  }
  return `{${json}}`;
};

const pairsText = (entries: ReadonlyMap<ConnectValue, ConnectValue>): string =>
  `[${Array.from(entries, ([key, value]) => `[${writeSchemaless(key)},${writeSchemaless(value)}]`).join(',')}]`;

const mapText = (map: ReadonlyMap<ConnectValue, ConnectValue>): string =>
  [...map.keys()].every((key) => typeof key === 'string') ? objectText(Object.fromEntries(map)) : pairsText(map);

const isList = (value: object): value is readonly ConnectValue[] => Array.isArray(value);

const isMap = (value: object): value is ReadonlyMap<ConnectValue, ConnectValue> => value instanceof Map;

const nestedText = (value: object & ConnectValue): string => {
  if (isList(value)) return `[${value.map(writeSchemaless).join(',')}]`;
  if (isMap(value)) return mapText(value);
  if (value instanceof Uint8Array) return base64Text(value);
  if (value instanceof Struct) throw new DataError('Mismatching schema.');
  if (value instanceof Date || value instanceof Decimal)
    throw new DataError(`Java class class ${javaClass(value)} does not have corresponding schema type.`);
  return objectText(value);
};

/**
 * A value without a schema as JSON text. Whole numbers are written as integers, since nothing tells them from doubles.
 *
 * @throws DataError for what only a schema explains: structs, decimals and dates.
 */
export const writeSchemaless = (value: ConnectValue): string => {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return numberText(value);
    case 'object':
      return value === null ? 'null' : nestedText(value);
    default:
      return String(value);
  }
};
