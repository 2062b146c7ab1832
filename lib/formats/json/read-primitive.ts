import { Decimal } from '../../connect/decimal.ts';
import { DataError } from '../../connect/errors.ts';
import type { PrimitiveType } from '../../connect/schema.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { invalidType } from './invalid-type.ts';
import type { Json } from './json.ts';

/** Exactly parsed text has decimals where plain parsing has doubles. */
const plainNumber = (json: Json): Json => (json instanceof Decimal ? json.toNumber() : json);

const integerReader = (type: 'INT8' | 'INT16' | 'INT32', bits: number) => {
  const [min, max] = [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
  return (json: Json): number => {
    const value = plainNumber(json);
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
      throw invalidType(type, json);
    return value;
  };
};

const readInt64 = (json: Json): number | bigint => {
  const value = plainNumber(json);
  if (typeof value === 'bigint') return value;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw invalidType('INT64', json);
  return Number.isSafeInteger(value) ? value : BigInt(value);
};

const NOT_FINITE: ReadonlyMap<Json, number> = new Map<Json, number>([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

const readFloat64 = (json: Json): number => {
  const value = plainNumber(json);
  if (typeof value === 'number') return value;
  const special = typeof value === 'bigint' ? Number(value) : NOT_FINITE.get(value);
  if (special === undefined) throw invalidType('FLOAT64', json);
  return special;
};

/**
 * The bytes that a JSON string of base64 holds.
 *
 * @throws DataError when the text is not base64 with its padding; Node itself would skip what it does not understand.
 */
export const fromBase64 = (text: string): Uint8Array => {
  const bytes = Buffer.from(text, 'base64');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (text.length % 4 !== 0 || bytes.length !== (text.length / 4) * 3 - padding)
    throw new DataError('Invalid bytes field');
  return bytes;
};

/**
 * The readers of the primitive types, for JSON that is not null. A number that is not of the type, or not in its range, is
 * an error, where the original wraps, truncates or takes 0.
 */
export const primitiveReaders: Readonly<Record<PrimitiveType, (json: Json) => ConnectValue>> = {
  INT8: integerReader('INT8', 8),
  INT16: integerReader('INT16', 16),
  INT32: integerReader('INT32', 32),
  INT64: readInt64,
  FLOAT32: (json) => Math.fround(readFloat64(json)),
  FLOAT64: readFloat64,
  BOOLEAN: (json) => {
    if (typeof json !== 'boolean') throw invalidType('BOOLEAN', json);
    return json;
  },
  STRING: (json) => {
    if (typeof json !== 'string') throw invalidType('STRING', json);
    return json;
  },
  BYTES: (json) => {
    if (typeof json !== 'string') throw new DataError('Invalid bytes field');
    return fromBase64(json);
  },
};
