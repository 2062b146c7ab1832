import { isSafeNumber, parse, stringify } from 'lossless-json';
import { Decimal } from '../../../../connect/decimal.ts';
import { DataError } from '../../../../connect/errors.ts';
import { Struct } from '../../../../connect/struct.ts';
import type { ConnectValue } from '../../../../connect/value.ts';

/** No digit is lost: integers that a double lacks are bigints, other numbers decimals. */
const exactNumber = (text: string): unknown => {
  if (/^-?\d+$/.test(text)) {
    const number = Number(text);
    return Number.isSafeInteger(number) ? number : BigInt(text);
  }
  return isSafeNumber(text) ? Number(text) : Decimal.parse(text);
};

const isValue = (value: unknown): value is ConnectValue => value !== undefined;

/** The value that a JSON text stands for. @throws DataError */
export const fromJson = (text: string): ConnectValue => {
  try {
    const value = parse(text, undefined, exactNumber);
    return isValue(value) ? value : null;
  } catch (error) {
    throw new DataError(`not JSON: ${text.slice(0, 60)}`, { cause: error });
  }
};

const plain = (value: ConnectValue): unknown => {
  if (value instanceof Struct)
    return Object.fromEntries(value.schema.fields.map(({ name, index }) => [name, plain(value.values[index] ?? null)]));
  if (value instanceof Map)
    return Object.fromEntries(
      [...value].map(([key, one]) => [typeof key === 'string' ? key : toJson(key), plain(one)]),
    );
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Decimal || value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
};

const decimals = [{ test: (value: unknown) => value instanceof Decimal, stringify: (value: unknown) => String(value) }];

/** A value as JSON: what a text column holds of a struct. */
export const toJson = (value: ConnectValue): string =>
  stringify(plain(value), undefined, undefined, decimals) ?? 'null';
