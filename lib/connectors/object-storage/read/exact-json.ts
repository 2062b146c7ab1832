import { parse } from 'lossless-json';

/** An integer that a double may not hold. */
const LONG_NUMBER = /\d{16}/;

const numberOf = (digits: string): number | bigint => {
  const value = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? BigInt(digits) : value;
};

/** JSON in which integers that a double does not hold are bigints. @throws SyntaxError */
export const parseExactJson = (text: string): unknown =>
  LONG_NUMBER.test(text) ? parse(text, null, numberOf) : JSON.parse(text);
