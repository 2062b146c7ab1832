import { Decimal128 } from 'mongodb';
import { Decimal } from '../../../connect/decimal.ts';
import { asError, DataError } from '../../../connect/errors.ts';
import { javaClass } from '../../../connect/java-class.ts';
import { DECIMAL_NAME } from '../../../connect/logical-types.ts';
import type { MapSchema, Schema, StructSchema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { setField } from '../../../formats/bson/mongo-json.ts';
import { double } from '../bson-json.ts';
import type { BsonDocument, BsonValue } from '../bson-value.ts';

type Convert = (value: ConnectValue) => BsonValue;

/** Exactly, its scale included. @throws DataError beyond 34 digits. */
const decimal128 = ({ unscaled, scale }: Decimal): Decimal128 => {
  try {
    return Decimal128.fromString(`${unscaled}E${-scale}`);
  } catch (error) {
    throw new DataError(asError(error).message, { cause: error, className: 'java.lang.NumberFormatException' });
  }
};

const misfit = (type: string, value: ConnectValue): DataError =>
  new DataError(`error while processing a field of type ${type}: unexpected ${javaClass(value)}`);

const whole: Convert = (value) => {
  if (typeof value !== 'number') throw misfit('INT32', value);
  // -0 is no integer, and would be written as a double.
  return value + 0;
};

const long: Convert = (value) => {
  if (value instanceof Date) return value;
  if (typeof value !== 'number' && typeof value !== 'bigint') throw misfit('INT64', value);
  return BigInt(value);
};

const floating: Convert = (value) => {
  if (typeof value !== 'number') throw misfit('FLOAT64', value);
  return double(value);
};

const single: Convert = (value) => floating(typeof value === 'number' ? Math.fround(value) : value);

const text: Convert = (value) => {
  if (typeof value !== 'string') throw misfit('STRING', value);
  return value;
};

const truth: Convert = (value) => {
  if (typeof value !== 'boolean') throw misfit('BOOLEAN', value);
  return value;
};

const bytes: Convert = (value) => {
  if (!(value instanceof Uint8Array)) throw misfit('BYTES', value);
  return value;
};

const decimal: Convert = (value) => {
  if (!(value instanceof Decimal)) throw misfit('DECIMAL', value);
  return decimal128(value);
};

/** Dates are those of the logical types Date, Time and Timestamp, whatever integer they go by. */
const orDate =
  (convert: Convert): Convert =>
  (value) =>
    value instanceof Date ? value : convert(value);

const PRIMITIVES = {
  INT8: orDate(whole),
  INT16: orDate(whole),
  INT32: orDate(whole),
  INT64: long,
  FLOAT32: single,
  FLOAT64: floating,
  BOOLEAN: truth,
  STRING: text,
  BYTES: bytes,
} as const satisfies Partial<Record<Schema['type'], Convert>>;

const cache = new WeakMap<Schema, Convert>();

const orNull =
  (convert: Convert): Convert =>
  (value) =>
    value === null ? null : convert(value);

const structConverter = (schema: StructSchema): Convert => {
  const fields = schema.fields.map((field) => ({
    name: field.name,
    fallback: field.schema.defaultValue ?? null,
    schema: field.schema,
    convert: undefined as Convert | undefined,
  }));
  return (value) => {
    if (!(value instanceof Struct)) throw misfit('STRUCT', value);
    const document: BsonDocument = {};
    for (let index = 0; index < fields.length; index += 1) {
      const field = fields[index];
      if (field === undefined) continue;
      // Worked out when first met, since a schema may contain itself.
      field.convert ??= converterOf(field.schema);
      setField(document, field.name, field.convert(value.values[index] ?? field.fallback));
    }
    return document;
  };
};

const mapConverter = ({ valueSchema }: MapSchema): Convert => {
  const convert = converterOf(valueSchema);
  return (value) => {
    if (!(value instanceof Map)) throw misfit('MAP', value);
    const document: BsonDocument = {};
    for (const [key, one] of value) setField(document, String(key), convert(one));
    return document;
  };
};

const arrayConverter = (valueSchema: Schema): Convert => {
  const convert = converterOf(valueSchema);
  return (value) => {
    if (!Array.isArray(value)) throw misfit('ARRAY', value);
    return value.map(convert);
  };
};

const makeConverter = (schema: Schema): Convert => {
  switch (schema.type) {
    case 'STRUCT':
      return structConverter(schema);
    case 'MAP':
      return mapConverter(schema);
    case 'ARRAY':
      return arrayConverter(schema.valueSchema);
    default:
      return schema.name === DECIMAL_NAME ? decimal : PRIMITIVES[schema.type];
  }
};

/** How values of a schema are written; follows `SchemaRecordConverter`. Worked out once a schema. */
const converterOf = (schema: Schema): Convert => {
  const known = cache.get(schema);
  if (known !== undefined) return known;
  const made = orNull(makeConverter(schema));
  cache.set(schema, made);
  return made;
};

const isList = (value: object): value is readonly ConnectValue[] => Array.isArray(value);

/** As `MapRecordConverter` does: whole numbers are int64, since that is what a schemaless converter reads. */
const schemaless = (value: ConnectValue): BsonValue => {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : double(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array || value instanceof Date) return value;
  if (value instanceof Decimal) return decimal128(value);
  if (value instanceof Struct) return toBson(value.schema, value);
  if (isList(value)) return value.map(schemaless);
  const document: BsonDocument = {};
  for (const [key, one] of value instanceof Map ? value : Object.entries(value))
    setField(document, String(key), schemaless(one));
  return document;
};

/** A value of the Connect data model as one of BSON's. @throws DataError when it has no counterpart. */
export const toBson = (schema: Schema | null, value: ConnectValue): BsonValue =>
  schema === null ? schemaless(value) : converterOf(schema)(value);
