import { Decimal } from '../../../connect/decimal.ts';
import { DataError } from '../../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../../connect/logical-types.ts';
import type { Schema, StructSchema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { TYPE } from '../client/type-codes.ts';
import { isObject } from './fields-of.ts';
import { createObjectEncoder, type ObjectEncoder } from './object-encoder.ts';
import { SCALARS, type Scalar, type WriteValue } from './scalars.ts';

/** Encodes the values of one schema. */
export interface ValueEncoder extends Scalar {
  /** The object types among its values, innermost first. */
  readonly types: readonly ObjectEncoder['type'][];
}

const ARRAY_LIST = 1;
const LINKED_HASH_MAP = 2;

const LOGICAL: Readonly<Record<string, Scalar>> = {
  [DECIMAL_NAME]: SCALARS.DECIMAL,
  [DATE_NAME]: SCALARS.DATE,
  [TIME_NAME]: SCALARS.TIME,
  [TIMESTAMP_NAME]: SCALARS.TIMESTAMP,
};

const PRIMITIVE = {
  INT8: SCALARS.BYTE,
  INT16: SCALARS.SHORT,
  INT32: SCALARS.INT,
  INT64: SCALARS.LONG,
  FLOAT32: SCALARS.FLOAT,
  FLOAT64: SCALARS.DOUBLE,
  BOOLEAN: SCALARS.BOOLEAN,
  STRING: SCALARS.STRING,
  BYTES: SCALARS.BYTE_ARRAY,
} as const;

const isList = (value: ConnectValue): value is readonly ConnectValue[] => Array.isArray(value);

const nullable =
  (write: WriteValue): WriteValue =>
  (out, value) => {
    if (value === null) out.byte(TYPE.NULL);
    else write(out, value);
  };

const listWriter = (element: WriteValue): WriteValue => {
  const write = nullable(element);
  return (out, value) => {
    if (!isList(value)) throw new DataError('An array was expected');
    out.byte(TYPE.COLLECTION);
    out.int(value.length);
    out.byte(ARRAY_LIST);
    for (const one of value) write(out, one);
  };
};

const mapWriter = (key: WriteValue, element: WriteValue): WriteValue => {
  const [writeKey, write] = [nullable(key), nullable(element)];
  return (out, value) => {
    if (!isObject(value) || value instanceof Struct) throw new DataError('A map was expected');
    const entries: ReadonlyArray<readonly [ConnectValue, ConnectValue]> =
      value instanceof Map ? [...value] : Object.entries(value);
    out.byte(TYPE.MAP);
    out.int(entries.length);
    out.byte(LINKED_HASH_MAP);
    for (const [name, content] of entries) {
      writeKey(out, name);
      write(out, content);
    }
  };
};

/** How Java's JSON converter has a value without a schema: integers are longs, other numbers doubles. */
const dynamicWriter = (value: ConnectValue): WriteValue => {
  if (typeof value === 'number') return (Number.isInteger(value) ? SCALARS.LONG : SCALARS.DOUBLE).write;
  if (typeof value === 'bigint') return SCALARS.LONG.write;
  if (typeof value === 'string') return SCALARS.STRING.write;
  if (typeof value === 'boolean') return SCALARS.BOOLEAN.write;
  if (value instanceof Uint8Array) return SCALARS.BYTE_ARRAY.write;
  if (value instanceof Date) return SCALARS.TIMESTAMP.write;
  if (value instanceof Decimal) return SCALARS.DECIMAL.write;
  if (isList(value)) return writeDynamicList;
  if (isObject(value) && !(value instanceof Struct)) return writeDynamicMap;
  throw new DataError('A struct was found where there is no schema');
};
const writeDynamic: WriteValue = (out, value) => {
  dynamicWriter(value)(out, value);
};
const writeDynamicList = listWriter(writeDynamic);
const writeDynamicMap = mapWriter(writeDynamic, writeDynamic);

const structEncoder = (schema: StructSchema, typeName: string): ValueEncoder => {
  const inner = schema.fields.map(({ name, schema: own }) => createValueEncoder(own, `${typeName}_${name}`));
  const fields = schema.fields.map(({ name, index, schema: own }, position) => {
    const { typeCode, write } = inner[position] ?? SCALARS.STRING;
    const read = (value: ConnectValue): ConnectValue =>
      value instanceof Struct ? (value.values[index] ?? own.defaultValue ?? null) : null;
    return { name, typeCode, write, read };
  });
  const object = createObjectEncoder(typeName, fields, null);
  return { typeCode: TYPE.OBJECT, write: object.write, types: [...inner.flatMap(({ types }) => types), object.type] };
};

/** `typeName` is what objects are called whose schema has no name. */
export const createValueEncoder = (schema: Schema | null, typeName: string): ValueEncoder => {
  if (schema === null) return { typeCode: TYPE.MAP, write: writeDynamic, types: [] };
  const logical = schema.name === undefined ? undefined : LOGICAL[schema.name];
  if (logical !== undefined) return { ...logical, types: [] };
  switch (schema.type) {
    case 'STRUCT':
      return structEncoder(schema, schema.name ?? typeName);
    case 'ARRAY': {
      const element = createValueEncoder(schema.valueSchema, typeName);
      return { typeCode: TYPE.COLLECTION, write: listWriter(element.write), types: element.types };
    }
    case 'MAP': {
      const key = createValueEncoder(schema.keySchema, `${typeName}Key`);
      const element = createValueEncoder(schema.valueSchema, typeName);
      return {
        typeCode: TYPE.MAP,
        write: mapWriter(key.write, element.write),
        types: [...key.types, ...element.types],
      };
    }
    default:
      return { ...PRIMITIVE[schema.type], types: [] };
  }
};
