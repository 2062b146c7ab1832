import { isSafeNumber, parse } from 'lossless-json';
import { Decimal } from '../../../connect/decimal.ts';
import { ConnectError } from '../../../connect/errors.ts';
import type { ConnectValue } from '../../../connect/value.ts';

/** No digit is lost: integers that a double lacks are bigints, other numbers decimals. */
const exactNumber = (text: string): number | bigint | Decimal => {
  if (/^-?\d+$/.test(text)) {
    const number = Number(text);
    return Number.isSafeInteger(number) ? number : BigInt(text);
  }
  return isSafeNumber(text) ? Number(text) : Decimal.parse(text);
};

/** Digits or exponents that a double may not hold; within strings, too, where they only cost time. */
const LONG_NUMBER = /[\d.]{16}|\d[eE]/;

const isValue = (value: unknown): value is ConnectValue => value !== undefined;

/** The API's answer without a number rounded. @throws ConnectError where it is not JSON. */
export const responseJson = (body: string): ConnectValue => {
  try {
    const value: unknown = LONG_NUMBER.test(body) ? parse(body, undefined, exactNumber) : JSON.parse(body);
    return isValue(value) ? value : null;
  } catch (error) {
    throw new ConnectError(`The API’s answer is not JSON: ${body.slice(0, 100)}`, { cause: error });
  }
};
