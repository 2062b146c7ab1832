import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { Decimal } from '../../../connect/decimal.ts';
import { DataError } from '../../../connect/errors.ts';
import { DATE_NAME } from '../../../connect/logical-types.ts';
import { daysOf } from '../../../connect/logical-values.ts';
import { numberText } from '../../../connect/number-text.ts';
import type { Schema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';

const MAX_DIGITS = 38;
const MIN_EXPONENT = -130;
const MAX_EXPONENT = 125;

/** DynamoDB's numbers have 38 digits, and exponents from -130 to 125. @throws DataError */
const decimalNumber = ({ unscaled, scale }: Decimal): string => {
  if (unscaled === 0n) return '0';
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString();
  const significant = digits.replace(/0+$/, '');
  const zeros = digits.length - significant.length;
  const exponent = digits.length - 1 - scale;
  const sign = unscaled < 0n ? '-' : '';
  const shortest = `${sign}${significant}E${zeros - scale}`;
  if (significant.length > MAX_DIGITS || exponent < MIN_EXPONENT || exponent > MAX_EXPONENT)
    throw new DataError(`${shortest} has more than the 38 digits of DynamoDB's numbers, or is beyond its range`);
  return Math.abs(exponent) > MAX_DIGITS ? shortest : plain(new Decimal(unscaled, scale), zeros);
};

/** All digits, but for zeros at the end behind the point. */
const plain = ({ unscaled, scale }: Decimal, zeros: number): string => {
  const dropped = Math.max(0, Math.min(zeros, scale));
  return new Decimal(unscaled / 10n ** BigInt(dropped), scale - dropped).toString();
};

const floatNumber = (schema: Schema | null, value: number): string => {
  if (!Number.isFinite(value)) throw new DataError(`DynamoDB has no ${value}`);
  return decimalNumber(Decimal.parse(numberText(schema, value)));
};

const number = (schema: Schema | null, value: number | bigint): string => {
  if (typeof value === 'bigint') return decimalNumber(new Decimal(value, 0));
  return Number.isSafeInteger(value) ? String(value) : floatNumber(schema, value);
};

/** Dates count as Kafka Connect has them underneath: days, or milliseconds. */
const date = (schema: Schema | null, value: Date): string => {
  const count = schema?.name === DATE_NAME ? daysOf(value) : value.getTime();
  if (Number.isNaN(count)) throw new DataError('not a point in time');
  return String(count);
};

export type Attributes = Record<string, AttributeValue>;

const keyText = (key: ConnectValue): string => {
  if (typeof key === 'string') return key;
  if (typeof key === 'number' || typeof key === 'bigint' || typeof key === 'boolean') return String(key);
  if (key instanceof Decimal) return key.toString();
  throw new DataError('Keys of maps must be texts, numbers or booleans in DynamoDB');
};

/** The attributes of what has fields; undefined for anything else. @throws DataError */
export const attributesOf = (value: ConnectValue, schema: Schema | null): Attributes | undefined => {
  const attributes: Attributes = {};
  if (value instanceof Struct) {
    for (const { name, index, schema: own } of value.schema.fields)
      attributes[name] = attributeValue(value.values[index] ?? own.defaultValue ?? null, own);
    return attributes;
  }
  const of = schema?.type === 'MAP' ? schema.valueSchema : null;
  if (value instanceof Map) {
    for (const [key, one] of value) attributes[keyText(key)] = attributeValue(one, of);
    return attributes;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  if (value instanceof Uint8Array || value instanceof Date || value instanceof Decimal) return undefined;
  for (const [key, one] of Object.entries(value)) attributes[key] = attributeValue(one, null);
  return attributes;
};

/** Any value of the Connect data model, no digit lost. @throws DataError for what DynamoDB cannot hold */
export const attributeValue = (value: ConnectValue, schema: Schema | null): AttributeValue => {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (typeof value === 'number' || typeof value === 'bigint') return { N: number(schema, value) };
  if (value instanceof Decimal) return { N: decimalNumber(value) };
  if (value instanceof Date) return { N: date(schema, value) };
  if (value instanceof Uint8Array) return { B: value };
  const fields = attributesOf(value, schema);
  if (fields !== undefined) return { M: fields };
  if (!Array.isArray(value)) throw new DataError('The value has no type that DynamoDB knows');
  const of = schema?.type === 'ARRAY' ? schema.valueSchema : null;
  return { L: value.map((one: ConnectValue) => attributeValue(one, of)) };
};
