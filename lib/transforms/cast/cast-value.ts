import { Decimal } from '../../connect/decimal.ts';
import { DataError } from '../../connect/errors.ts';
import { javaClass } from '../../connect/java-class.ts';
import { DATE_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../connect/logical-types.ts';
import { daysOf, millisOf, millisOfDay } from '../../connect/logical-values.ts';
import type { Schema, SchemaType } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { convertToString } from '../../connect/values.ts';
import type { CastType } from './cast-spec.ts';
import { isFloating, toInteger } from './integers.ts';
import { NumberFormatError } from './number-format-error.ts';
import { parseFloating, parseInteger } from './parse-number.ts';

const CASTABLE = 'INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES';

/** Of values without a schema only types matter that cannot be cast. */
const typeOf = (schema: Schema | null, value: ConnectValue): SchemaType | undefined => {
  if (schema !== null) return schema.type;
  if (value instanceof Date || value instanceof Decimal)
    throw new DataError(
      `Cast transformation was passed a value of type class ${javaClass(value)} which is not supported by Connect's data API`,
    );
  if (Array.isArray(value)) return 'ARRAY';
  if (value instanceof Struct) return 'STRUCT';
  return typeof value === 'object' && !(value instanceof Uint8Array) ? 'MAP' : undefined;
};

const requireCastable = (schema: Schema | null, value: ConnectValue): void => {
  const type = typeOf(schema, value);
  if (type === 'ARRAY' || type === 'MAP' || type === 'STRUCT')
    throw new DataError(`Cast transformation does not support casting from ${type}; supported types are [${CASTABLE}]`);
};

/** The number under a Date, Time or Timestamp. */
const encoded = (schema: Schema | null, value: ConnectValue): ConnectValue => {
  if (!(value instanceof Date)) return value;
  switch (schema?.name) {
    case DATE_NAME:
      return daysOf(value);
    case TIME_NAME:
      return millisOfDay(value);
    case TIMESTAMP_NAME:
      return millisOf(value);
    default:
      return value;
  }
};

const isNumber = (value: ConnectValue): value is number | bigint | Decimal =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal;

const unexpected = (value: ConnectValue): DataError =>
  new DataError(`Unexpected type in Cast transformation: class ${javaClass(value)}`);

const toFloating = (value: ConnectValue): number => {
  if (value instanceof Decimal) return value.toNumber();
  if (isNumber(value) || typeof value === 'boolean') return Number(value);
  if (typeof value === 'string') return parseFloating(value);
  throw unexpected(value);
};

const toBoolean = (schema: Schema | null, value: ConnectValue): boolean => {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  if (isNumber(value)) return toInteger(value, 'INT64', isFloating(schema, value)) !== 0;
  throw unexpected(value);
};

const convert = (schema: Schema | null, value: ConnectValue, type: CastType): ConnectValue => {
  switch (type) {
    case 'STRING':
      return convertToString(schema, value);
    case 'BOOLEAN':
      return toBoolean(schema, value);
    case 'FLOAT32':
      return Math.fround(toFloating(value));
    case 'FLOAT64':
      return toFloating(value);
    default:
      if (typeof value === 'boolean') return Number(value);
      if (typeof value === 'string') return parseInteger(value, type);
      if (isNumber(value)) return toInteger(value, type, isFloating(schema, value));
      throw unexpected(value);
  }
};

/**
 * A value as another type, as Java casts: integers that do not fit keep their low bits, fractions are cut off. `null` stays
 * `null`.
 *
 * @throws DataError in Kafka's words when the value cannot be cast.
 */
export const castValue = (schema: Schema | null, value: ConnectValue, type: CastType): ConnectValue => {
  if (value === null) return null;
  requireCastable(schema, value);
  try {
    return convert(schema, type === 'STRING' ? value : encoded(schema, value), type);
  } catch (error) {
    if (!(error instanceof NumberFormatError)) throw error;
    throw new DataError(`Value (${String(value)}) was out of range for requested data type`, { cause: error });
  }
};
