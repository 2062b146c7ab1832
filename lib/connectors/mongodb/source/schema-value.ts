import { Decimal } from '../../../connect/decimal.ts';
import { DataError } from '../../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../../connect/logical-types.ts';
import type { Schema, StructSchema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { decimalText, type JsonWriter } from './json-writer.ts';
import {
  binaryOf,
  bytesOf,
  elementsOf,
  fieldAt,
  int64Of,
  type RawValue,
  TYPE,
  textOf,
  timestampOf,
  typeName,
} from './raw-bson.ts';

/** A value as one of a schema. @throws DataError when it does not fit. */
export type ToValue = (schema: Schema, value: RawValue) => ConnectValue;

const unexpected = (type: string, value: RawValue): DataError =>
  new DataError(`Schema type of ${type.toLowerCase()} but value was of type: ${javaName(value)}`);

/** As Java's enumeration of BSON types spells them. */
const javaName = (value: RawValue): string =>
  typeName(value)
    .replace(/([A-Z])/g, '_$1')
    .toLowerCase();

const numberOf = (type: string, value: RawValue): number | bigint => {
  const { bytes, offset } = value;
  switch (value.type) {
    case TYPE.int32:
      return bytes.readInt32LE(offset);
    case TYPE.int64:
    case TYPE.dateTime:
      return int64Of(value);
    case TYPE.double:
      return bytes.readDoubleLE(offset);
    case TYPE.timestamp:
      return BigInt(timestampOf(value).t) * 1000n;
    default:
      throw unexpected(type, value);
  }
};

/** The narrowest form: a bigint only where a number would not be exact. */
const exact = (value: bigint): number | bigint =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;

/** As Java's conversions of numbers: of a double the whole part, within the range of the type. */
const truncated = (value: number | bigint): bigint => {
  if (typeof value === 'bigint') return value;
  if (Number.isNaN(value)) return 0n;
  const limit = 2 ** 63;
  return BigInt.asIntN(64, BigInt(Math.trunc(Math.min(Math.max(value, -limit), limit - 1025))));
};

const BITS = { INT8: 8, INT16: 16, INT32: 32, INT64: 64 } as const;

const integerOf = (type: keyof typeof BITS, value: RawValue): number | bigint =>
  exact(BigInt.asIntN(BITS[type], truncated(numberOf(type, value))));

const temporal = (name: string | undefined, value: number | bigint): ConnectValue =>
  name === DATE_NAME || name === TIME_NAME || name === TIMESTAMP_NAME ? new Date(Number(value)) : value;

const bytesValue = (schema: Schema, value: RawValue): ConnectValue => {
  switch (value.type) {
    case TYPE.string:
      return Buffer.from(textOf(value));
    case TYPE.binary:
      return binaryOf(value).content;
    case TYPE.document:
      return bytesOf(value);
    case TYPE.decimal128:
      if (schema.name === DECIMAL_NAME) return decimalOf(value);
      break;
    default:
  }
  throw unexpected('BYTES', value);
};

/** @throws DataError for what is not a number, or infinite. */
export const decimalOf = (value: RawValue): Decimal => {
  const text = decimalText(value);
  if (!/^-?[\d.]/.test(text)) throw new DataError(`${text} can not be converted to a BigDecimal`);
  return Decimal.parse(text);
};

const booleanOf = (value: RawValue): boolean => {
  if (value.type !== TYPE.boolean) throw unexpected('BOOLEAN', value);
  return value.bytes[value.offset] !== 0;
};

const withoutQuotes = (json: string): string =>
  json.length > 1 && json.startsWith('"') && json.endsWith('"') ? json.slice(1, -1) : json;

/** Follows `BsonValueToSchemaAndValue`. Texts of what is no text are JSON. */
export const createToValue = (writeJson: JsonWriter): ToValue => {
  const structOf = (schema: StructSchema, document: RawValue): Struct => {
    const values = schema.fields.map((field) => {
      const value = fieldAt(document, field.name);
      if (value !== undefined) return toValue(field.schema, value);
      if (field.schema.optional || field.schema.defaultValue !== undefined) return field.schema.defaultValue ?? null;
      throw new DataError(`Missing field '${field.name}' in: '${writeJson(document)}'`);
    });
    return new Struct(schema, values);
  };

  const toValue: ToValue = (schema, value) => {
    if (value.type === TYPE.null && schema.optional) return null;
    switch (schema.type) {
      case 'INT8':
      case 'INT16':
      case 'INT32':
      case 'INT64':
        return temporal(schema.name, integerOf(schema.type, value));
      case 'FLOAT32':
        return Math.fround(Number(numberOf(schema.type, value)));
      case 'FLOAT64':
        return Number(numberOf(schema.type, value));
      case 'BOOLEAN':
        return booleanOf(value);
      case 'STRING':
        return value.type === TYPE.string ? textOf(value) : withoutQuotes(writeJson(value));
      case 'BYTES':
        return bytesValue(schema, value);
      case 'ARRAY':
        if (value.type !== TYPE.array) throw unexpected(schema.type, value);
        return elementsOf(value).map((item) => toValue(schema.valueSchema, item.value));
      case 'MAP':
        if (value.type !== TYPE.document) throw unexpected(schema.type, value);
        return new Map(elementsOf(value).map((one) => [one.name, toValue(schema.valueSchema, one.value)]));
      case 'STRUCT':
        if (value.type !== TYPE.document) throw unexpected(schema.type, value);
        return structOf(schema, value);
    }
  };
  return toValue;
};
