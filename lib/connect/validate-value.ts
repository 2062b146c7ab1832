import { Decimal } from './decimal.ts';
import { schemasEqual } from './equality.ts';
import { DataError } from './errors.ts';
import { javaClass } from './java-class.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from './logical-types.ts';
import type { Schema, SchemaType, StructSchema } from './schema.ts';
import { Struct } from './struct.ts';
import type { ConnectValue } from './value.ts';

type Check = (value: ConnectValue) => boolean;

const INT64_LIMIT = 2n ** 63n;

const integerOf =
  (bits: number): Check =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= -(2 ** (bits - 1)) && value < 2 ** (bits - 1);

const isInt64: Check = (value) =>
  typeof value === 'bigint' ? value >= -INT64_LIMIT && value < INT64_LIMIT : integerOf(64)(value);

const isNumber: Check = (value) => typeof value === 'number';
const isDate: Check = (value) => value instanceof Date;

const ofType: Readonly<Record<SchemaType, Check>> = {
  INT8: integerOf(8),
  INT16: integerOf(16),
  INT32: integerOf(32),
  INT64: isInt64,
  FLOAT32: isNumber,
  FLOAT64: isNumber,
  BOOLEAN: (value) => typeof value === 'boolean',
  STRING: (value) => typeof value === 'string',
  BYTES: (value) => value instanceof Uint8Array,
  ARRAY: (value) => Array.isArray(value),
  MAP: (value) => value instanceof Map,
  STRUCT: (value) => value instanceof Struct,
};

const ofLogicalType: ReadonlyMap<string | undefined, Check> = new Map([
  [DECIMAL_NAME, (value: ConnectValue) => value instanceof Decimal],
  [DATE_NAME, isDate],
  [TIME_NAME, isDate],
  [TIMESTAMP_NAME, isDate],
]);

const invalid = (schema: Schema, value: ConnectValue, name: string | null): DataError => {
  const named = schema.name === undefined ? '' : ` "${schema.name}"`;
  const field = name === null ? '' : ` for field: "${name}"`;
  return new DataError(
    `Invalid Java object for schema${named} with type ${schema.type}: class ${javaClass(value)}${field}`,
  );
};

const validateStruct = (schema: StructSchema, struct: Struct): void => {
  if (!schemasEqual(struct.schema, schema)) throw new DataError('Struct schemas do not match.');
  for (const field of schema.fields) {
    const value = struct.values[field.index] ?? null;
    // As Struct.validate: a default makes up for a missing value.
    if (value !== null || field.schema.defaultValue === undefined) validateValue(field.schema, value, field.name);
  }
};

const validateContent = (schema: Schema, value: ConnectValue): void => {
  if (schema.type === 'STRUCT' && value instanceof Struct) validateStruct(schema, value);
  if (schema.type === 'ARRAY' && Array.isArray(value))
    for (const element of value) validateValue(schema.valueSchema, element);
  if (schema.type === 'MAP' && value instanceof Map)
    for (const [key, element] of value) {
      validateValue(schema.keySchema, key);
      validateValue(schema.valueSchema, element);
    }
};

/**
 * Checks that a value, with all that is in it, is one of the schema; follows `ConnectSchema.validateValue`. Integers must
 * be in the type's range, which Java's classes ensure by themselves. `name` is the field's, for the message.
 *
 * @throws DataError in Kafka's words, for the first value that is wrong.
 */
export const validateValue = (schema: Schema, value: ConnectValue, name: string | null = null): void => {
  if (value === null) {
    if (schema.optional) return;
    throw new DataError(`Invalid value: null used for required field: "${name}", schema type: ${schema.type}`);
  }
  const isValid = ofLogicalType.get(schema.name) ?? ofType[schema.type];
  if (!isValid(value)) throw invalid(schema, value, name);
  validateContent(schema, value);
};
