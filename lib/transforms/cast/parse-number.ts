import { type IntegerType, limitsOf, narrow } from './integers.ts';
import { NumberFormatError } from './number-format-error.ts';

/** @throws NumberFormatError as `Byte.parseByte` and the like: blanks are not allowed, nor is what does not fit. */
export const parseInteger = (text: string, type: IntegerType): number | bigint => {
  if (!/^[+-]?\d+$/.test(text)) throw new NumberFormatError(text);
  const value = BigInt(text.replace(/^\+/, ''));
  const { min, max } = limitsOf(type);
  if (value < min || value > max) throw new NumberFormatError(text);
  return narrow(value);
};

const FLOATING = /^[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?)$/;

/** @throws NumberFormatError as `Double.parseDouble`, but for hexadecimal numbers, which are refused. */
export const parseFloating = (text: string): number => {
  const trimmed = text.trim();
  if (!FLOATING.test(trimmed)) throw new NumberFormatError(text);
  return Number(trimmed.replace(/[fFdD]$/, '').replace(/^[+-]NaN$/, 'NaN'));
};
