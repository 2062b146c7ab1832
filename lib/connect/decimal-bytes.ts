import { asBuffer } from './as-buffer.ts';
import { Decimal } from './decimal.ts';
import { DataError } from './errors.ts';
import type { Schema } from './schema.ts';

/**
 * The scale that a `Decimal` schema declares, in digits after the point; follows `Decimal.scale`.
 *
 * @throws DataError when the parameter is missing or not an integer.
 */
export const decimalScale = (schema: Schema): number => {
  const text = schema.parameters?.scale;
  if (text === undefined) throw new DataError('Invalid Decimal schema: scale parameter not found.');
  if (!/^[+-]?\d+$/.test(text)) throw new DataError('Invalid scale parameter found in Decimal schema: ');
  return Number(text);
};

/** Java's `BigInteger.toByteArray`: big-endian two's complement in as few bytes as hold the sign. */
const toTwosComplement = (value: bigint): Uint8Array => {
  const magnitude = value < 0n ? -value - 1n : value;
  const length = Math.floor(magnitude.toString(16).length / 2) + 1;
  const hex = BigInt.asUintN(length * 8, value)
    .toString(16)
    .padStart(length * 2, '0');
  const bytes = Buffer.from(hex, 'hex');
  // An odd number of hex digits whose first has its top bit clear leaves room in the leading byte: drop a redundant one.
  const redundant = value < 0n ? 0xff : 0;
  const isRedundant = length > 1 && bytes[0] === redundant && ((bytes[1] ?? 0) & 0x80) === (redundant & 0x80);
  return isRedundant ? bytes.subarray(1) : bytes;
};

const fromTwosComplement = (bytes: Uint8Array): bigint => {
  const hex = asBuffer(bytes).toString('hex');
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`));
};

/**
 * The bytes under a `Decimal`: its unscaled value in two's complement; follows `Decimal.fromLogical`.
 *
 * @throws DataError when the value's scale is not the schema's.
 */
export const decimalToBytes = (value: Decimal, scale: number): Uint8Array => {
  if (value.scale !== scale)
    throw new DataError(
      `Decimal value has mismatching scale for given Decimal schema. Schema has scale ${scale}, value has scale ${value.scale}.`,
    );
  return toTwosComplement(value.unscaled);
};

/**
 * The decimal that such bytes stand for; follows `Decimal.toLogical`.
 *
 * @throws DataError when there are no bytes.
 */
export const decimalFromBytes = (bytes: Uint8Array, scale: number): Decimal => {
  if (bytes.length === 0) throw new DataError('Invalid bytes for Decimal field');
  return new Decimal(fromTwosComplement(bytes), scale);
};
