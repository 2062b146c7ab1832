import { Decimal } from '../../../connect/decimal.ts';
import { decimalScale } from '../../../connect/decimal-bytes.ts';
import { DataError } from '../../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME, TIMESTAMP_NAME } from '../../../connect/logical-types.ts';
import type { MapSchema, Schema, StructSchema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import { validateValue } from '../../../connect/validate-value.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { decimalPrecision } from '../../../formats/avro/connect-properties.ts';

/** A value as hyparquet-writer takes it: plain objects for structs, `{key, value}` entries for maps. */
export type ParquetValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | ParquetValue[]
  | { readonly [key: string]: ParquetValue };
type Convert = (value: ConnectValue) => ParquetValue;

export interface RowOptions {
  /** Whether null is written where a field has a default, too. */
  readonly keepsNulls: boolean;
}

const DAY_MS = 86_400_000;

const mismatch = (schema: Schema): DataError => new DataError(`Invalid value for schema ${schema.name ?? schema.type}`);

/** The writer would cut off digits that do not fit, so that the range is checked here. */
const decimal = (schema: Schema): Convert => {
  const scale = decimalScale(schema);
  const precision = decimalPrecision(schema);
  const limit = 10n ** BigInt(precision);
  return (value) => {
    if (!(value instanceof Decimal) || value.scale !== scale) throw mismatch(schema);
    if (value.unscaled >= limit || value.unscaled <= -limit)
      throw new DataError(`Decimal ${value} has more digits than its precision of ${precision}`);
    return value.unscaled;
  };
};

const dateValue = (name: string | undefined, date: Date): ParquetValue => {
  if (name === TIMESTAMP_NAME) return BigInt(date.getTime());
  return name === DATE_NAME ? Math.floor(date.getTime() / DAY_MS) : date.getTime();
};

const primitive =
  (schema: Schema): Convert =>
  (value) => {
    if (typeof value === 'number' && schema.type === 'INT64') return BigInt(value);
    if (typeof value !== 'object' || value instanceof Uint8Array) return value;
    if (value instanceof Date) return dateValue(schema.name, value);
    throw mismatch(schema);
  };

const struct = (schema: StructSchema, options: RowOptions): Convert => {
  const toValues = columns(schema, options);
  return (value) => Object.fromEntries(toValues(value).map((member, index) => [schema.fields[index]?.name, member]));
};

const map = (schema: MapSchema, options: RowOptions): Convert => {
  const [key, element] = [nullable(schema.keySchema, options), nullable(schema.valueSchema, options)];
  return (value) => {
    if (!(value instanceof Map)) throw mismatch(schema);
    if (value.has(null)) throw new DataError('Parquet cannot express a map with a null key');
    return Array.from(value, ([k, v]) => ({ key: key(k), value: element(v) }));
  };
};

const array = (schema: Schema, element: Convert): Convert => {
  return (value) => {
    if (!Array.isArray(value)) throw mismatch(schema);
    return value.map(element);
  };
};

const byType = (schema: Schema, options: RowOptions): Convert => {
  if (schema.name === DECIMAL_NAME) return decimal(schema);
  switch (schema.type) {
    case 'STRUCT':
      return struct(schema, options);
    case 'ARRAY':
      return array(schema, nullable(schema.valueSchema, options));
    case 'MAP':
      return map(schema, options);
    default:
      return primitive(schema);
  }
};

const nullable = (schema: Schema, options: RowOptions): Convert => {
  const convert = byType(schema, options);
  const defaultValue = (options.keepsNulls && schema.optional ? null : schema.defaultValue) ?? null;
  return (value) => {
    const present = value ?? defaultValue;
    return present === null ? null : convert(present);
  };
};

const columns = (schema: StructSchema, options: RowOptions) => {
  const fields = schema.fields.map((field) => nullable(field.schema, options));
  return (value: ConnectValue): readonly ParquetValue[] => {
    if (!(value instanceof Struct)) throw mismatch(schema);
    return fields.map((convert, index) => convert(value.values[index] ?? null));
  };
};

/** Compiles the way from a struct to the values of its columns. Values are validated, since the writer checks little. */
export const parquetRow = (
  schema: StructSchema,
  options: RowOptions,
): ((value: ConnectValue) => readonly ParquetValue[]) => {
  const toValues = columns(schema, options);
  return (value) => {
    validateValue(schema, value);
    return toValues(value);
  };
};
