import { Decimal } from '../../../connect/decimal.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';

const isList = (value: object): value is readonly ConnectValue[] => Array.isArray(value);

const members = (entries: Iterable<readonly [ConnectValue, ConnectValue]>): string =>
  `{${Array.from(entries, ([name, value]) => `${JSON.stringify(String(name))}:${json(value)}`).join(',')}}`;

const objectJson = (value: ConnectValue & object): string => {
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString('base64'));
  if (value instanceof Date) return String(value.getTime());
  if (value instanceof Decimal) return value.toString();
  if (isList(value)) return `[${value.map(json).join(',')}]`;
  if (value instanceof Struct) {
    const { schema, values } = value;
    return members(
      schema.fields.map((field) => [field.name, values[field.index] ?? field.schema.defaultValue ?? null] as const),
    );
  }
  return members(value instanceof Map ? value : Object.entries(value));
};

/** All digits of every number are kept. */
const json = (value: ConnectValue): string => {
  if (typeof value === 'object' && value !== null) return objectJson(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return `"${value}"`;
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
};

const EMPTY = Buffer.alloc(0);

/** The message for a value: bytes as they are, texts in UTF-8, all else as JSON, and nothing for `null`. */
export const payloadOf = (value: ConnectValue): string | Buffer => {
  if (value === null) return EMPTY;
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return json(value);
};
