import { Decimal } from '../../connect/decimal.ts';
import { decimalFromBytes, decimalScale } from '../../connect/decimal-bytes.ts';
import { DataError } from '../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../connect/logical-types.ts';
import { dateFromDays, timeFromMillis, timestampFromMillis } from '../../connect/logical-values.ts';
import type { Schema } from '../../connect/schema.ts';
import type { Json } from './json.ts';
import { nodeType } from './node-type.ts';
import { fromBase64 } from './read-primitive.ts';

/** Thrown by a decimal's reader when plain parsing has already rounded its number: parse exactly and read again. */
export const INEXACT = new Error('A decimal was parsed as a double');

/** Brings the value to the schema's scale where no digit is lost, so that it can be written again as bytes. */
const atScale = (value: Decimal, scale: number): Decimal => {
  try {
    return value.withScale(scale);
  } catch {
    return value;
  }
};

const fromText = (text: string, scale: number): Decimal => {
  try {
    return decimalFromBytes(fromBase64(text), scale);
  } catch (cause) {
    throw new DataError('Invalid bytes for Decimal field', { cause });
  }
};

const decimalReader = (schema: Schema) => {
  const scale = decimalScale(schema);
  return (json: Json): Decimal => {
    if (typeof json === 'string') return fromText(json, scale);
    if (json instanceof Decimal) return atScale(json, scale);
    if (typeof json === 'bigint' || Number.isSafeInteger(json)) return atScale(Decimal.parse(String(json)), scale);
    if (typeof json === 'number') throw INEXACT;
    throw new DataError(
      `Invalid type for Decimal, underlying representation should be numeric or bytes but was ${nodeType(json)}`,
    );
  };
};

const temporalReader = (type: string, kind: string, isValid: (json: Json) => boolean, toDate: (n: number) => Date) => {
  return (json: Json): Date => {
    if (typeof json === 'number' && isValid(json)) return toDate(json);
    throw new DataError(
      `Invalid type for ${type}, underlying representation should be ${kind} but was ${nodeType(json)}`,
    );
  };
};

const isInt32 = (json: Json): boolean => typeof json === 'number' && (json | 0) === json;

const readDate = temporalReader('Date', 'integer', isInt32, dateFromDays);
const readTime = temporalReader('Time', 'integer', isInt32, timeFromMillis);
const readTimestamp = temporalReader('Timestamp', 'integral', Number.isInteger, timestampFromMillis);

/** The reader of a logical type's JSON that is not null, if the schema names one. */
export const logicalReader = (schema: Schema): ((json: Json) => Decimal | Date) | undefined => {
  switch (schema.name) {
    case DECIMAL_NAME:
      return decimalReader(schema);
    case DATE_NAME:
      return readDate;
    case TIME_NAME:
      return readTime;
    case TIMESTAMP_NAME:
      return readTimestamp;
    default:
      return undefined;
  }
};
