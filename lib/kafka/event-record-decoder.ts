import type { RawHeader } from '../connect/converter.ts';
import { ConnectError } from '../connect/errors.ts';
import type { TimestampType } from '../connect/record.ts';
import type { ConsumerRecord } from './port.ts';

/** Reads one record of an event; `where` says which. @throws ConnectError saying what is wrong with it. */
export const decodeEventRecord = (value: unknown, where: () => string): ConsumerRecord => {
  const record = object(value, where);
  const { topic, timestampType, headers } = record;
  if (typeof topic !== 'string') throw malformed(`${where()}.topic`, 'a string');
  return {
    topic,
    partition: integer(record.partition, () => `${where()}.partition`),
    offset: integer(record.offset, () => `${where()}.offset`),
    timestamp: integer(record.timestamp, () => `${where()}.timestamp`),
    timestampType: isTimestampType(timestampType) ? timestampType : 'NO_TIMESTAMP_TYPE',
    key: bytes(record.key, () => `${where()}.key`),
    value: bytes(record.value, () => `${where()}.value`),
    headers: decodeHeaders(headers, () => `${where()}.headers`),
  };
};

const NO_HEADERS: readonly RawHeader[] = [];

const decodeHeaders = (value: unknown, where: () => string): readonly RawHeader[] => {
  if (value === undefined || value === null) return NO_HEADERS;
  const headers = array(value, where);
  if (headers.length === 0) return NO_HEADERS;
  return headers.flatMap((header) =>
    Object.entries(object(header, where)).map(([key, numbers]) => ({ key, value: headerBytes(numbers, where) })),
  );
};

/** Signed as Lambda's are, or unsigned as others may write them. */
const headerBytes = (value: unknown, where: () => string): Uint8Array | null => {
  if (value === null) return null;
  const numbers = array(value, where);
  const decoded = Buffer.allocUnsafe(numbers.length);
  for (const [index, byte] of numbers.entries()) {
    if (typeof byte !== 'number' || !(byte >= -128 && byte <= 255)) throw malformed(where(), 'lists of bytes');
    decoded[index] = byte;
  }
  return decoded;
};

const bytes = (value: unknown, where: () => string): Uint8Array | null => {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw malformed(where(), 'a base64 string');
  return Buffer.from(value, 'base64');
};

const integer = (value: unknown, where: () => string): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw malformed(where(), 'an integer below 2^53');
  return value;
};

const isTimestampType = (value: unknown): value is TimestampType =>
  value === 'CREATE_TIME' || value === 'LOG_APPEND_TIME' || value === 'NO_TIMESTAMP_TYPE';

/** @throws ConnectError when it is none. */
export const object = (value: unknown, where: string | (() => string)): Readonly<Record<string, unknown>> => {
  if (!isObject(value)) throw malformed(typeof where === 'string' ? where : where(), 'an object');
  return value;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws ConnectError when it is none. */
export const array = (value: unknown, where: string | (() => string)): readonly unknown[] => {
  if (!Array.isArray(value)) throw malformed(typeof where === 'string' ? where : where(), 'a list');
  return value;
};

const malformed = (where: string, expected: string): ConnectError =>
  new ConnectError(`The event is not a Kafka event of Lambda: ${where} must be ${expected}.`);
