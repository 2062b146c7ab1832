import { Decimal } from '../../../connect/decimal.ts';
import { decimalScale, decimalToBytes } from '../../../connect/decimal-bytes.ts';
import { DataError } from '../../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME } from '../../../connect/logical-types.ts';
import type { MapSchema, Schema, StructSchema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { type AvroOptions, isAvroMap } from './avro-options.ts';

/** A value as avsc takes it: plain objects for records and maps, buffers for bytes. */
export type AvroValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Buffer
  | AvroValue[]
  | { readonly [key: string]: AvroValue };
type Convert = (value: ConnectValue) => AvroValue;

const DAY_MS = 86_400_000;

const mismatch = (schema: Schema, value: ConnectValue): DataError =>
  new DataError(`Invalid value for schema ${schema.name ?? schema.type}: ${typeof value}`);

const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const decimal = (schema: Schema): Convert => {
  const scale = decimalScale(schema);
  return (value) => {
    if (!(value instanceof Decimal)) throw mismatch(schema, value);
    return buffer(decimalToBytes(value, scale));
  };
};

/** avsc checks primitive types itself when it writes them. */
const primitive =
  (schema: Schema): Convert =>
  (value) => {
    if (typeof value !== 'object') return value;
    if (value instanceof Uint8Array) return buffer(value);
    if (!(value instanceof Date)) throw mismatch(schema, value);
    return schema.name === DATE_NAME ? Math.floor(value.getTime() / DAY_MS) : value.getTime();
  };

const struct = (schema: StructSchema, options: AvroOptions): Convert => {
  const fields = schema.fields.map((field) => ({ name: field.name, convert: avroValue(field.schema, options) }));
  return (value) => {
    if (!(value instanceof Struct)) throw mismatch(schema, value);
    const record: Record<string, AvroValue> = {};
    fields.forEach(({ name, convert }, index) => {
      record[name] = convert(value.values[index] ?? null);
    });
    return record;
  };
};

const map = (schema: MapSchema, options: AvroOptions): Convert => {
  const key = avroValue(schema.keySchema, options);
  const element = avroValue(schema.valueSchema, options);
  const isMap = isAvroMap(schema, options);
  return (value) => {
    if (!(value instanceof Map)) throw mismatch(schema, value);
    if (isMap) return Object.fromEntries(Array.from(value, ([k, v]) => [String(k), element(v)]));
    return Array.from(value, ([k, v]) => ({ key: key(k), value: element(v) }));
  };
};

const array = (schema: Schema, element: Convert): Convert => {
  return (value) => {
    if (!Array.isArray(value)) throw mismatch(schema, value);
    return value.map(element);
  };
};

const byType = (schema: Schema, options: AvroOptions): Convert => {
  if (schema.name === DECIMAL_NAME) return decimal(schema);
  switch (schema.type) {
    case 'STRUCT':
      return struct(schema, options);
    case 'ARRAY':
      return array(schema, avroValue(schema.valueSchema, options));
    case 'MAP':
      return map(schema, options);
    default:
      return primitive(schema);
  }
};

/** Compiles the way from values of a Connect schema to those of {@link avroSchema}; null is replaced by the default. */
export const avroValue = (schema: Schema, options: AvroOptions): Convert => {
  const convert = byType(schema, options);
  return (value) => {
    if (value !== null) return convert(value);
    const { defaultValue } = schema;
    if (defaultValue !== undefined && defaultValue !== null) return convert(defaultValue);
    if (schema.optional) return null;
    throw new DataError('Found null value for non-optional schema');
  };
};
