import type { RawHeader } from '../connect/converter.ts';
import { ConnectError } from '../connect/errors.ts';
import type { TimestampType } from '../connect/record.ts';
import type { ConsumerRecord } from './port.ts';

/** A list of an event, decoded. */
export interface DecodedGroup {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly ConsumerRecord[];
}

/**
 * Reads the records of one partition; keys and values are views into one piece of memory. `null` when there are none.
 *
 * @throws ConnectError saying what is wrong with which record.
 */
export const decodeEventRecords = (values: readonly unknown[], where: string): DecodedGroup | null => {
  let index = 0;
  try {
    const raw = values.map((value, at) => {
      index = at;
      return rawRecord(value);
    });
    const [first] = raw;
    if (first === undefined) return null;
    const { topic, partition } = first;
    if (typeof topic !== 'string') throw new Malformed('.topic', 'a string');
    const place = { topic, partition: integer(partition, '.partition') };
    const memory = createMemory(raw);
    const records = raw.map((record, at) => {
      index = at;
      return decodeRecord(record, place, memory);
    });
    return { ...place, records };
  } catch (error) {
    throw error instanceof Malformed ? malformed(`${where}[${index}]${error.field}`, error.expected) : error;
  }
};

/** Thrown where a field is wrong; which record it is of is known further up. */
class Malformed extends Error {
  readonly field: string;
  readonly expected: string;

  constructor(field: string, expected: string) {
    super(expected);
    this.field = field;
    this.expected = expected;
  }
}

type RawRecord = Readonly<Record<string, unknown>>;

const rawRecord = (value: unknown): RawRecord => {
  if (!isObject(value)) throw new Malformed('', 'an object');
  return value;
};

const decodeRecord = (
  raw: RawRecord,
  { topic, partition }: { readonly topic: string; readonly partition: number },
  memory: Memory,
): ConsumerRecord => {
  if (raw.topic !== topic) throw new Malformed('.topic', 'that of the record before');
  if (raw.partition !== partition) throw new Malformed('.partition', 'that of the record before');
  const { timestampType } = raw;
  return {
    topic,
    partition,
    offset: integer(raw.offset, '.offset'),
    timestamp: integer(raw.timestamp, '.timestamp'),
    timestampType: isTimestampType(timestampType) ? timestampType : 'NO_TIMESTAMP_TYPE',
    key: memory.decode(raw.key, '.key'),
    value: memory.decode(raw.value, '.value'),
    headers: decodeHeaders(raw.headers),
  };
};

const NO_HEADERS: readonly RawHeader[] = [];

const decodeHeaders = (value: unknown): readonly RawHeader[] => {
  if (value === undefined || value === null) return NO_HEADERS;
  if (!Array.isArray(value)) throw new Malformed('.headers', 'a list');
  return value.length === 0 ? NO_HEADERS : value.flatMap(decodeHeader);
};

const decodeHeader = (header: unknown): readonly RawHeader[] => {
  if (!isObject(header)) throw new Malformed('.headers', 'an object');
  return Object.entries(header).map(([key, numbers]) => ({ key, value: headerBytes(numbers) }));
};

/** Signed as Lambda's are, or unsigned as others may write them. */
const headerBytes = (value: unknown): Uint8Array | null => {
  if (value === null) return null;
  if (!Array.isArray(value)) throw new Malformed('.headers', 'a list');
  const numbers: readonly unknown[] = value;
  const decoded = Buffer.allocUnsafe(numbers.length);
  for (const [index, byte] of numbers.entries()) {
    if (typeof byte !== 'number' || !(byte >= -128 && byte <= 255)) throw new Malformed('.headers', 'lists of bytes');
    decoded[index] = byte;
  }
  return decoded;
};

interface Memory {
  /** Bytes of a base64 string; `null` where there is none. */
  decode(value: unknown, field: string): Uint8Array | null;
}

const NO_BYTES = Buffer.alloc(0);

const base64Room = (value: unknown): number => (typeof value === 'string' ? (value.length * 3 + 3) >> 2 : 0);

/** Room for the keys and values of all records: one allocation costs less than one for each, to make and to collect. */
const createMemory = (records: readonly RawRecord[]): Memory => {
  let room = 0;
  for (const { key, value } of records) room += base64Room(key) + base64Room(value);
  const memory = Buffer.allocUnsafeSlow(room);
  let end = 0;
  return {
    decode: (value, field) => {
      if (value === undefined || value === null) return null;
      if (typeof value !== 'string') throw new Malformed(field, 'a base64 string');
      if (value === '') return NO_BYTES;
      const start = end;
      end += memory.write(value, start, 'base64');
      return memory.subarray(start, end);
    },
  };
};

const integer = (value: unknown, field: string): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new Malformed(field, 'an integer below 2^53');
  return value;
};

const isTimestampType = (value: unknown): value is TimestampType =>
  value === 'CREATE_TIME' || value === 'LOG_APPEND_TIME' || value === 'NO_TIMESTAMP_TYPE';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws ConnectError when it is none. */
export const object = (value: unknown, where: string): Readonly<Record<string, unknown>> => {
  if (!isObject(value)) throw malformed(where, 'an object');
  return value;
};

/** @throws ConnectError when it is none. */
export const array = (value: unknown, where: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw malformed(where, 'a list');
  return value;
};

const malformed = (where: string, expected: string): ConnectError =>
  new ConnectError(`The event is not a Kafka event of Lambda: ${where} must be ${expected}.`);
