import { parse } from 'lossless-json';
import { ConnectError } from '../connect/errors.ts';
import type { OffsetValue, SourceOffset, SourcePartition } from '../connect/offset.ts';

/**
 * How the stores write offsets and partitions: JSON with `bigint`s as numbers.
 *
 * @throws ConnectError when a number is not finite: JSON has none, and `null` would be another offset.
 */
export const encodeOffset = (offset: SourceOffset | SourcePartition): string => encodeEntries(Object.entries(offset));

/** As {@link encodeOffset}, from entries in an order of the caller's choice. */
export const encodeEntries = (entries: ReadonlyArray<readonly [string, OffsetValue]>): string =>
  `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${encodeValue(key, value)}`).join(',')}}`;

const encodeValue = (key: string, value: OffsetValue): string => {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'number') return JSON.stringify(value);
  if (!Number.isFinite(value))
    throw new ConnectError(`The offset's "${key}" is ${value}; a number must be finite to be stored`);
  return isRounded(value) ? BigInt(value).toString() : JSON.stringify(value);
};

/** Whether JavaScript would print other digits than the number's own: 2 ** 60 as 1152921504606847000, without exponent. */
const isRounded = (value: number): boolean =>
  Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21;

/**
 * Reads what {@link encodeOffset} wrote. An integer that a double cannot hold exactly becomes a `bigint`.
 *
 * @throws ConnectError when the text is not a flat JSON object; somebody may have edited it.
 */
export const decodeOffset = (text: string): SourceOffset => {
  const value = parseJson(text);
  if (!isOffset(value)) throw new ConnectError(`Not an offset, which is a JSON object of plain values: ${text}`);
  return value;
};

const parseJson = (text: string): unknown => {
  try {
    return parse(text, null, parseNumber);
  } catch (cause) {
    throw new ConnectError(`Not an offset, since it is not JSON: ${text}`, { cause });
  }
};

const parseNumber = (text: string): number | bigint => {
  const value = Number(text);
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value;
};

const isOffset = (value: unknown): value is SourceOffset =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isOffsetValue);

const isOffsetValue = (value: unknown): value is OffsetValue => {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || ['string', 'bigint', 'boolean'].includes(typeof value);
};
