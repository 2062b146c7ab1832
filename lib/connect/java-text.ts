import type { ConnectMap } from './connect-map.ts';
import { Decimal } from './decimal.ts';
import { decimalText, numberText } from './number-text.ts';
import type { Schema } from './schema.ts';
import { Struct } from './struct.ts';
import type { ConnectObject, ConnectValue } from './value.ts';

/** `Tue Nov 14 22:13:20 UTC 2023`: `java.util.Date.toString` in UTC. */
const dateText = (date: Date): string => {
  const [weekday = '', day, month, year, time] = date.toUTCString().split(' ');
  return `${weekday.slice(0, 3)} ${month} ${day} ${time} UTC ${year}`;
};

// Texts grow by concatenation: lists of parts to join cost as much as the record's other steps together.

const structText = (struct: Struct): string => {
  let text = '';
  for (const { name, index, schema } of struct.schema.fields) {
    const value = struct.values[index] ?? null;
    if (value !== null) text += `${text === '' ? '' : ','}${name}=${javaText(schema, value)}`;
  }
  return `Struct{${text}}`;
};

const listText = (schema: Schema | null, values: readonly ConnectValue[]): string => {
  const valueSchema = schema?.type === 'ARRAY' ? schema.valueSchema : null;
  return `[${values.map((value) => javaText(valueSchema, value)).join(', ')}]`;
};

const mapText = (schema: Schema | null, map: ReadonlyMap<ConnectValue, ConnectValue>): string => {
  const [keySchema, valueSchema] = schema?.type === 'MAP' ? [schema.keySchema, schema.valueSchema] : [null, null];
  let text = '';
  for (const [key, value] of map)
    text += `${text === '' ? '' : ', '}${javaText(keySchema, key)}=${javaText(valueSchema, value)}`;
  return `{${text}}`;
};

const plainText = (schema: Schema | null, object: ConnectObject): string => {
  const valueSchema = schema?.type === 'MAP' ? schema.valueSchema : null;
  let text = '';
  for (const name in object) text += `${text === '' ? '' : ', '}${name}=${javaText(valueSchema, object[name] ?? null)}`;
  return `{${text}}`;
};

const objectText = (schema: Schema | null, value: Exclude<ConnectValue, null | string | number | bigint | boolean>) => {
  if (value instanceof Struct) return structText(value);
  if (value instanceof Decimal) return decimalText(value);
  if (value instanceof Date) return dateText(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (isList(value)) return listText(schema, value);
  return isJavaMap(value) ? mapText(schema, value) : plainText(schema, value);
};

const isList = (value: object): value is readonly ConnectValue[] => Array.isArray(value);

const isJavaMap = (value: ConnectMap): value is ReadonlyMap<ConnectValue, ConnectValue> => value instanceof Map;

/**
 * A value as Java's `toString` prints it: `Struct{a=1,in=Struct{x=1}}` without null fields, `[1, 2]`, `{k=5}`, `5.0` for a
 * FLOAT64. The schema tells floating-point numbers from integers; without one, whole numbers print as integers. Bytes
 * print as base64, where Java prints an identity such as `[B@6a01e23`.
 */
export const javaText = (schema: Schema | null, value: ConnectValue): string => {
  if (typeof value === 'string') return value;
  if (value === null) return 'null';
  if (typeof value === 'number') return numberText(schema, value);
  return typeof value === 'object' ? objectText(schema, value) : String(value);
};
