import { Decimal } from '../../../connect/decimal.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { numberJson } from './json-number.ts';

const base64 = (bytes: Uint8Array): string =>
  `"${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}"`;

const membersJson = (members: Iterable<readonly [ConnectValue, ConnectValue]>): string =>
  `{${Array.from(members, ([name, value]) => `${JSON.stringify(String(name))}:${plainJson(value)}`).join(',')}}`;

const objectJson = (value: NonNullable<ConnectValue & object>): string => {
  if (Array.isArray(value)) return `[${value.map(plainJson).join(',')}]`;
  if (value instanceof Uint8Array) return base64(value);
  if (value instanceof Date) return String(value.getTime());
  if (value instanceof Decimal) return value.toString();
  if (value instanceof Map) return membersJson(value);
  if (value instanceof Struct)
    return membersJson(value.schema.fields.map(({ name }) => [name, value.get(name)] as const));
  return membersJson(Object.entries(value));
};

/** JSON of a value without a schema, as Jackson writes maps and lists. Unlike `JSON.stringify` it takes a `bigint`. */
export const plainJson = (value: ConnectValue): string => {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return numberJson(value);
    case 'object':
      return value === null ? 'null' : objectJson(value);
    default:
      return String(value);
  }
};
