import { asBuffer } from '../../connect/as-buffer.ts';
import { Decimal } from '../../connect/decimal.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { numberJson } from './json-number.ts';

const base64 = (bytes: Uint8Array): string => `"${asBuffer(bytes).toString('base64')}"`;

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

/** Whether `JSON.stringify` writes the value as we want it. */
const isPure = (value: ConnectValue): boolean => {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return typeof value !== 'bigint';
  if (Array.isArray(value)) return value.every(isPure);
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPure);
};

/** JSON of a value without a schema, as Jackson writes maps and lists: unlike `JSON.stringify` it takes a `bigint`. */
export const plainJson = (value: ConnectValue): string => {
  // Native code is several times faster, the check included.
  if (isPure(value)) return JSON.stringify(value);
  if (typeof value === 'number') return numberJson(value);
  return typeof value === 'object' && value !== null ? objectJson(value) : String(value);
};
