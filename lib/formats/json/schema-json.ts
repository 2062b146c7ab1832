import { Decimal } from '../../connect/decimal.ts';
import { decimalScale, decimalToBytes } from '../../connect/decimal-bytes.ts';
import { DataError } from '../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../connect/logical-types.ts';
import type { ArraySchema, MapSchema, Schema, StructSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { float32Json, float64Json, integerJson } from './json-number.ts';
import { plainJson } from './plain-json.ts';

export type DecimalFormat = 'BASE64' | 'NUMERIC';

/**
 * How maps are written: those with keys other than strings as pairs, as JsonConverter does; these as `{"key", "value"}`; or all
 * maps so.
 */
export type MapFormat = 'pairs' | 'entries' | 'all-entries';

type Write = (value: ConnectValue) => string;

const DAY_MS = 86_400_000;

const mismatch = (schema: Schema, value: ConnectValue): DataError =>
  new DataError(`Invalid value for schema ${schema.name ?? schema.type}: ${typeof value}`);

const checked = <V extends ConnectValue>(
  schema: Schema,
  fits: (value: ConnectValue) => value is V,
  write: (value: V) => string,
): Write => {
  return (value) => {
    if (!fits(value)) throw mismatch(schema, value);
    return write(value);
  };
};

const isBoolean = (value: ConnectValue) => typeof value === 'boolean';
const isString = (value: ConnectValue) => typeof value === 'string';
const isBytes = (value: ConnectValue) => value instanceof Uint8Array;
const isDate = (value: ConnectValue) => value instanceof Date;
const isDecimal = (value: ConnectValue) => value instanceof Decimal;
const isArray = (value: ConnectValue): value is readonly ConnectValue[] => Array.isArray(value);
const isMap = (value: ConnectValue): value is ReadonlyMap<ConnectValue, ConnectValue> => value instanceof Map;
const isStruct = (value: ConnectValue) => value instanceof Struct;

/**
 * Values with a schema as JsonConverter writes them with `schemas.enable=false`: logical types as their numbers, decimals
 * as base64 of their bytes or as numbers, bytes as base64, maps by their format. What a schema asks for is worked out once.
 */
export const createSchemaJson = (
  decimalFormat: DecimalFormat,
  mapFormat: MapFormat = 'pairs',
): ((schema: Schema) => Write) => {
  const compiled = new WeakMap<Schema, Write>();

  const decimal = (schema: Schema): Write => {
    if (decimalFormat === 'NUMERIC') return checked(schema, isDecimal, String);
    const scale = decimalScale(schema);
    return checked(schema, isDecimal, (value) => plainJson(decimalToBytes(value, scale)));
  };

  const struct = (schema: StructSchema): Write => {
    const members = schema.fields.map(({ name, schema: field }) => ({
      prefix: `${JSON.stringify(name)}:`,
      write: writeOf(field),
    }));
    return checked(schema, isStruct, ({ values }) => {
      let text = '{';
      members.forEach(({ prefix, write }, index) => {
        text += (index === 0 ? prefix : `,${prefix}`) + write(values[index] ?? null);
      });
      return `${text}}`;
    });
  };

  const array = (schema: ArraySchema): Write => {
    const element = writeOf(schema.valueSchema);
    return checked(schema, isArray, (value) => `[${value.map(element).join(',')}]`);
  };

  const map = (schema: MapSchema): Write => {
    const [key, element] = [writeOf(schema.keySchema), writeOf(schema.valueSchema)];
    const joined = (open: string, entry: (k: ConnectValue, v: ConnectValue) => string, close: string): Write =>
      checked(schema, isMap, (value) => open + Array.from(value, ([k, v]) => entry(k, v)).join(',') + close);
    if (schema.keySchema.type === 'STRING' && mapFormat !== 'all-entries')
      return joined('{', (k, v) => `${key(k)}:${element(v)}`, '}');
    if (mapFormat === 'pairs') return joined('[', (k, v) => `[${key(k)},${element(v)}]`, ']');
    return joined('[', (k, v) => `{"key":${key(k)},"value":${element(v)}}`, ']');
  };

  const logical = (schema: Schema): Write | null => {
    switch (schema.name) {
      case DECIMAL_NAME:
        return decimal(schema);
      case DATE_NAME:
        return checked(schema, isDate, (value) => String(Math.floor(value.getTime() / DAY_MS)));
      case TIME_NAME:
      case TIMESTAMP_NAME:
        return checked(schema, isDate, (value) => String(value.getTime()));
      default:
        return null;
    }
  };

  const byType = (schema: Schema): Write => {
    switch (schema.type) {
      case 'STRUCT':
        return struct(schema);
      case 'ARRAY':
        return array(schema);
      case 'MAP':
        return map(schema);
      case 'STRING':
        return checked(schema, isString, JSON.stringify);
      case 'BOOLEAN':
        return checked(schema, isBoolean, String);
      case 'BYTES':
        return checked(schema, isBytes, plainJson);
      case 'FLOAT32':
        return float32Json;
      case 'FLOAT64':
        return float64Json;
      default:
        return integerJson;
    }
  };

  const nullText = (schema: Schema, write: Write): string => {
    if (schema.defaultValue !== undefined && schema.defaultValue !== null) return write(schema.defaultValue);
    if (schema.optional) return 'null';
    throw new DataError('Conversion error: null value for field that is required and has no default value');
  };

  const writeOf = (schema: Schema): Write => {
    const known = compiled.get(schema);
    if (known !== undefined) return known;
    const write = logical(schema) ?? byType(schema);
    const nullable: Write = (value) => (value === null ? nullText(schema, write) : write(value));
    compiled.set(schema, nullable);
    return nullable;
  };

  return writeOf;
};
