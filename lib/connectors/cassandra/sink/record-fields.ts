import { Decimal } from '../../../connect/decimal.ts';
import { lastHeader } from '../../../connect/header.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import { fieldOf, type Schema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectObject, ConnectValue } from '../../../connect/value.ts';
import type { Source } from './mapping/table-mapping.ts';
import { fromJson } from './types/json.ts';

/** A record with its texts of JSON read, which stand for objects where fields are asked for. */
export interface View {
  readonly record: SinkRecord;
  readonly key: ConnectValue;
  readonly value: ConnectValue;
}

export interface Found {
  readonly value: ConnectValue;
  readonly schema: Schema | null;
}

const opened = (value: ConnectValue, wanted: boolean): ConnectValue =>
  wanted && typeof value === 'string' && /^\s*\{/.test(value) ? fromJson(value) : value;

/** @throws DataError when a text starts like an object of JSON and is none. */
export const viewOf = (record: SinkRecord, wanted: { readonly key: boolean; readonly value: boolean }): View => ({
  record,
  key: opened(record.key, wanted.key),
  value: opened(record.value, wanted.value),
});

const isObject = (value: ConnectValue): value is ConnectObject =>
  typeof value === 'object' &&
  value !== null &&
  !(Array.isArray(value) || value instanceof Uint8Array || value instanceof Date || value instanceof Decimal);

const inObject = (value: ConnectValue, name: string): ConnectValue | undefined => {
  if (value instanceof Map) return value.get(name);
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
};

const direct = (value: ConnectValue, name: string): Found | undefined => {
  if (value instanceof Struct) {
    const field = fieldOf(value.schema, name);
    return field && { value: value.values[field.index] ?? field.schema.defaultValue ?? null, schema: field.schema };
  }
  const found = inObject(value, name);
  return found === undefined ? undefined : { value: found, schema: null };
};

/** The field of that name; dots in it may be part of names or lead into what is nested. */
export const fieldAt = (value: ConnectValue, path: string): Found | undefined => {
  const whole = direct(value, path);
  if (whole !== undefined) return whole;
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const outer = direct(value, path.slice(0, dot));
    if (outer === undefined) continue;
    if (outer.value === null) return outer;
    const inner = fieldAt(outer.value, path.slice(dot + 1));
    if (inner !== undefined) return inner;
  }
  return undefined;
};

export const fieldNames = (value: ConnectValue): readonly string[] => {
  if (value instanceof Struct) return value.schema.fields.map(({ name }) => name);
  if (value instanceof Map) return [...value.keys()].map(String);
  return isObject(value) ? Object.keys(value) : [];
};

/** What a mapping's source gives of a record; undefined where there is no such field. */
export const read = (view: View, source: Source & { readonly kind: 'field' }): Found | undefined => {
  const { record } = view;
  if (source.part === 'header') return lastHeader(record.headers, source.path);
  if (source.path !== '') return fieldAt(source.part === 'key' ? view.key : view.value, source.path);
  return source.part === 'key'
    ? { value: record.key, schema: record.keySchema }
    : { value: record.value, schema: record.valueSchema };
};
