import { types } from 'cassandra-driver';
import { DataError } from '../../../../connect/errors.ts';
import type { Schema } from '../../../../connect/schema.ts';
import { Struct } from '../../../../connect/struct.ts';
import type { ConnectValue } from '../../../../connect/value.ts';
import { type CqlType, typeText } from './cql-type.ts';
import { fromJson } from './json.ts';
import { type Encode, scalarEncoders } from './scalars.ts';

/** The driver writes an empty collection as null, which in a frozen one is something else. */
const EMPTY = Buffer.alloc(4);

const misfit = (value: ConnectValue, type: CqlType): DataError =>
  new DataError(`${typeof value === 'object' ? 'the value' : String(value)} is no ${typeText(type)}`);

const elementSchema = (schema: Schema | null): Schema | null =>
  schema?.type === 'ARRAY' || schema?.type === 'MAP' ? schema.valueSchema : null;

/** Texts that hold JSON stand for what is in them, where the column wants more than text. */
const opened = (value: ConnectValue): ConnectValue =>
  typeof value === 'string' && /^\s*[[{]/.test(value) ? fromJson(value) : value;

const required = (encode: Encode, what: string): Encode => {
  return (value, schema, codec) => {
    if (value === null) throw new DataError(`${what} can't contain null`);
    return encode(value, schema, codec);
  };
};

const arrayEncoder = (type: CqlType & { readonly kind: 'list' | 'set' }): Encode => {
  const encode = required(encoderOf(type.of), `A ${type.kind}`);
  return (given, schema, codec) => {
    const value = opened(given);
    if (!Array.isArray(value)) throw misfit(value, type);
    const of = elementSchema(schema);
    return value.length === 0 ? EMPTY : value.map((one: ConnectValue) => encode(one, of, codec));
  };
};

/** What has names: a map, an object or a struct. */
const entriesOf = (value: ConnectValue): ReadonlyArray<readonly [ConnectValue, ConnectValue, Schema | null]> | null => {
  if (value instanceof Struct)
    return value.schema.fields.map(({ name, index, schema }) => [name, value.values[index] ?? null, schema]);
  if (value instanceof Map) return [...value].map(([key, one]) => [key, one, null]);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  if (value instanceof Uint8Array || value instanceof Date) return null;
  return Object.entries(value).map(([key, one]) => [key, one, null]);
};

const mapEncoder = (type: CqlType & { readonly kind: 'map' }): Encode => {
  const encodeKey = required(encoderOf(type.key), 'A map');
  const encode = required(encoderOf(type.of), 'A map');
  return (given, schema, codec) => {
    const entries = entriesOf(opened(given));
    if (entries === null) throw misfit(given, type);
    if (entries.length === 0) return EMPTY;
    const keySchema = schema?.type === 'MAP' ? schema.keySchema : null;
    const of = elementSchema(schema);
    return new Map(entries.map(([key, one, own]) => [encodeKey(key, keySchema, codec), encode(one, own ?? of, codec)]));
  };
};

const udtEncoder = (type: CqlType & { readonly kind: 'udt' }): Encode => {
  const encoders = new Map(type.fields.map((field) => [field.name, encoderOf(field.type)]));
  const nameOf = (key: string): string | undefined =>
    [key, key.toLowerCase()].find((candidate) => encoders.has(candidate));
  return (given, _schema, codec) => {
    const entries = entriesOf(opened(given));
    if (entries === null) throw misfit(given, type);
    const result: Record<string, unknown> = {};
    for (const [key, one, schema] of entries) {
      const name = nameOf(String(key));
      if (name === undefined) throw new DataError(`the user-defined type has no field ${String(key)}`);
      result[name] = one === null ? null : encoders.get(name)?.(one, schema, codec);
    }
    return result;
  };
};

const positional = (value: ConnectValue): ReadonlyArray<readonly [ConnectValue, Schema | null]> | null => {
  if (value instanceof Struct)
    return value.schema.fields.map(({ index, schema }) => [value.values[index] ?? null, schema]);
  return Array.isArray(value) ? value.map((one: ConnectValue) => [one, null] as const) : null;
};

const tupleEncoder = (type: CqlType & { readonly kind: 'tuple' }): Encode => {
  const encoders = type.items.map(encoderOf);
  return (given, schema, codec) => {
    const items = positional(opened(given));
    if (items === null || items.length > encoders.length) throw misfit(given, type);
    const encoded = items.map(([one, own], index) =>
      one === null ? null : encoders[index]?.(one, own ?? elementSchema(schema), codec),
    );
    return types.Tuple.fromArray(encoded);
  };
};

const vectorEncoder = (type: CqlType & { readonly kind: 'vector' }): Encode => {
  const encode = required(encoderOf(type.of), 'A vector');
  return (given, schema, codec) => {
    const value = opened(given);
    if (!Array.isArray(value) || value.length !== type.dimensions) throw misfit(value, type);
    return new types.Vector(value.map((one: ConnectValue) => encode(one, elementSchema(schema), codec)));
  };
};

/** Every value of the type without loss, or a DataError. */
export const encoderOf = (type: CqlType): Encode => {
  switch (type.kind) {
    case 'list':
    case 'set':
      return arrayEncoder(type);
    case 'map':
      return mapEncoder(type);
    case 'udt':
      return udtEncoder(type);
    case 'tuple':
      return tupleEncoder(type);
    case 'vector':
      return vectorEncoder(type);
    default:
      return scalarEncoders[type.kind];
  }
};
