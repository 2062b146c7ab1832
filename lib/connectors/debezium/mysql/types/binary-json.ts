import { DataError } from '../../../../connect/errors.ts';
import { createByteReader } from '../binlog/byte-reader.ts';
import { decimalReader } from '../binlog/decimal-text.ts';
import { doubleText } from './double-text.ts';

/** Kinds of values in MySQL's binary JSON; see json_binary.h of the server. */
const SMALL_OBJECT = 0;
const LARGE_OBJECT = 1;
const SMALL_ARRAY = 2;
const LARGE_ARRAY = 3;
const LITERAL = 4;
const INT16 = 5;
const UINT16 = 6;
const INT32 = 7;
const UINT32 = 8;
const INT64 = 9;
const UINT64 = 10;
const DOUBLE = 11;
const STRING = 12;
const OPAQUE = 15;

/** Types of the server's columns that opaque values have. */
const COLUMN_DATE = 10;
const COLUMN_TIMES = new Set([11, 19]);
const COLUMN_DATETIMES = new Set([7, 12, 17, 18]);
const COLUMN_DECIMALS = new Set([0, 246]);

const LITERALS = ['null', 'true', 'false'];

/** Java's library escapes these only, in upper case. */
const jsonString = (text: string): string =>
  JSON.stringify(text).replace(/\\u00([0-9a-f]{2})/g, (_all, hex: string) => `\\u00${hex.toUpperCase()}`);

const readLength = (bytes: Buffer, at: number): readonly [length: number, next: number] => {
  let length = 0;
  for (let index = 0; index < 5; index += 1) {
    const byte = bytes[at + index] ?? 0;
    length += (byte & 0x7f) * 2 ** (7 * index);
    if ((byte & 0x80) === 0) return [length, at + index + 1];
  }
  throw new DataError('A JSON value has a length without end');
};

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

const fraction = (micros: number): string => (micros === 0 ? '' : `.${pad(micros, 6).replace(/0+$/, '')}`);

/** Moments are packed: the day above 41 bits, 17 bits of the clock, and 24 of microseconds. */
const dateOf = (packed: bigint): string => {
  const day = Number(packed >> 41n);
  const months = Math.floor(day / 32);
  return `${pad(Math.floor(months / 13), 4)}-${pad(months % 13)}-${pad(day % 32)}`;
};

/** Of a TIME, hours take as many bits as they need; of a moment, five. */
const clockOf = (packed: bigint, hourBits: bigint): string => {
  const clock = Number((packed >> 24n) & ((1n << (hourBits + 12n)) - 1n));
  return `${pad(clock >> 12)}:${pad((clock >> 6) & 63)}:${pad(clock & 63)}${fraction(Number(packed & 0xffffffn))}`;
};

const timeOf = (packed: bigint): string => (packed < 0n ? `-${clockOf(-packed, 10n)}` : clockOf(packed, 10n));

const opaqueText = (bytes: Buffer, at: number): string => {
  const type = bytes[at] ?? 0;
  const [length, start] = readLength(bytes, at + 1);
  const value = bytes.subarray(start, start + length);
  if (COLUMN_DECIMALS.has(type))
    return decimalReader(value[0] ?? 0, value[1] ?? 0)(createByteReader(value.subarray(2)));
  if (type === COLUMN_DATE) return `"${dateOf(value.readBigInt64LE(0))}"`;
  if (COLUMN_TIMES.has(type)) return `"${timeOf(value.readBigInt64LE(0))}"`;
  if (COLUMN_DATETIMES.has(type)) {
    const packed = value.readBigInt64LE(0);
    return `"${dateOf(packed)} ${clockOf(packed, 5n)}"`;
  }
  return `"${value.toString('base64')}"`;
};

/** Reads objects and arrays, whose small form has numbers of two bytes, and whose large form has four. */
const containerText = (bytes: Buffer, at: number, isLarge: boolean, isObject: boolean): string => {
  const size = isLarge ? 4 : 2;
  const number = (offset: number): number =>
    isLarge ? bytes.readUInt32LE(at + offset) : bytes.readUInt16LE(at + offset);
  const count = number(0);
  const keys = 2 * size;
  const keySize = isObject ? size + 2 : 0;
  const values = keys + count * keySize;
  const entry = (index: number): string => {
    const offset = values + index * (size + 1);
    const type = bytes[at + offset] ?? 0;
    const isInline =
      type === LITERAL || type === INT16 || type === UINT16 || (isLarge && (type === INT32 || type === UINT32));
    const text = valueText(bytes, type, isInline ? at + offset + 1 : at + number(offset + 1));
    if (!isObject) return text;
    const key = at + number(keys + index * keySize);
    const length = bytes.readUInt16LE(at + keys + index * keySize + size);
    return `${jsonString(bytes.toString('utf8', key, key + length))}:${text}`;
  };
  const entries = Array.from({ length: count }, (_, index) => entry(index)).join(',');
  return isObject ? `{${entries}}` : `[${entries}]`;
};

const READERS: Readonly<Record<number, (bytes: Buffer, at: number) => string>> = {
  [SMALL_OBJECT]: (bytes, at) => containerText(bytes, at, false, true),
  [LARGE_OBJECT]: (bytes, at) => containerText(bytes, at, true, true),
  [SMALL_ARRAY]: (bytes, at) => containerText(bytes, at, false, false),
  [LARGE_ARRAY]: (bytes, at) => containerText(bytes, at, true, false),
  [LITERAL]: (bytes, at) => LITERALS[bytes[at] ?? 0] ?? 'null',
  [INT16]: (bytes, at) => String(bytes.readInt16LE(at)),
  [UINT16]: (bytes, at) => String(bytes.readUInt16LE(at)),
  [INT32]: (bytes, at) => String(bytes.readInt32LE(at)),
  [UINT32]: (bytes, at) => String(bytes.readUInt32LE(at)),
  [INT64]: (bytes, at) => String(bytes.readBigInt64LE(at)),
  [UINT64]: (bytes, at) => String(bytes.readBigUInt64LE(at)),
  [DOUBLE]: (bytes, at) => doubleText(bytes.readDoubleLE(at)),
  [STRING]: (bytes, at) => {
    const [length, start] = readLength(bytes, at);
    return jsonString(bytes.toString('utf8', start, start + length));
  },
  [OPAQUE]: opaqueText,
};

const valueText = (bytes: Buffer, type: number, at: number): string => {
  const read = READERS[type];
  if (read === undefined) throw new DataError(`A JSON value has the unknown kind ${type}`);
  return read(bytes, at);
};

/**
 * MySQL's binary JSON as text without spaces, as `JsonBinary` of the original's library writes it; an empty value, which a
 * row may have got in a session that is not strict, is `null`.
 *
 * @throws DataError for what is no binary JSON.
 */
export const binaryJsonText = (bytes: Buffer): string | null =>
  bytes.length === 0 ? null : valueText(bytes, bytes[0] ?? 0, 1);
