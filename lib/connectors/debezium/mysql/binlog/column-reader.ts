import { inflateRawSync, inflateSync } from 'node:zlib';
import { ConnectError } from '../../../../connect/errors.ts';
import type { RawValue } from '../raw-value.ts';
import type { ByteReader } from './byte-reader.ts';
import { COLUMN_TYPE as TYPE } from './column-types.ts';
import { decimalReader } from './decimal-text.ts';
import {
  datetime2Reader,
  readDate,
  readOldDatetime,
  readOldTime,
  readOldTimestamp,
  time2Reader,
  timestamp2Reader,
} from './temporal-text.ts';

/** Reads a column's value from a row image. */
export type ColumnReader = (reader: ByteReader) => RawValue;

const plainIfSafe = (value: bigint): number | bigint =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;

const signed =
  (bytes: number): ColumnReader =>
  (reader) => {
    const value = reader.uint(bytes);
    const limit = 2 ** (8 * bytes - 1);
    return value >= limit ? value - 2 * limit : value;
  };

const prefixed =
  (prefixBytes: number): ColumnReader =>
  (reader) =>
    reader.bytes(reader.uint(prefixBytes));

const varchar = (maxBytes: number): ColumnReader => prefixed(maxBytes > 255 ? 2 : 1);

/** MariaDB's COMPRESSED columns: a byte tells the method, and zlib's how many bytes the length behind it takes. */
const uncompressed = (bytes: Uint8Array): Uint8Array => {
  const [head = 0] = bytes;
  if (bytes.length === 0) return bytes;
  const content = bytes.subarray(1 + (head >> 4 === 8 ? head & 7 : 0));
  if (head >> 4 === 0) return content;
  return (head & 8) === 0 ? inflateSync(content) : inflateRawSync(content);
};

const inflating =
  (read: ColumnReader): ColumnReader =>
  (reader) => {
    const value = read(reader);
    return value instanceof Uint8Array ? uncompressed(value) : value;
  };

const bitmask =
  (bytes: number): ColumnReader =>
  (reader) =>
    bytes > 6 ? plainIfSafe(BigInt(reader.uint(4)) | (BigInt(reader.uint(bytes - 4)) << 32n)) : reader.uint(bytes);

const readYear: ColumnReader = (reader) => {
  const years = reader.uint8();
  return years === 0 ? 0 : 1900 + years;
};

/** CHAR, ENUM and SET share a type; the first byte has the real one, and in two of its bits the length's upper ones, inverted. */
const stringReader = (first: number, second: number): ColumnReader => {
  const isLong = (first & 0x30) !== 0x30;
  const type = isLong ? first | 0x30 : first;
  const length = isLong ? second | (((first & 0x30) ^ 0x30) << 4) : second;
  if (type === TYPE.ENUM) return (reader) => reader.uint(length);
  return type === TYPE.SET ? bitmask(length) : varchar(length);
};

const FIXED: Readonly<Record<number, ColumnReader>> = {
  [TYPE.TINY]: signed(1),
  [TYPE.SHORT]: signed(2),
  [TYPE.INT24]: signed(3),
  [TYPE.LONG]: signed(4),
  [TYPE.LONGLONG]: (reader) => plainIfSafe(BigInt.asIntN(64, reader.uint64())),
  [TYPE.YEAR]: readYear,
  [TYPE.DATE]: readDate,
  [TYPE.TIME]: readOldTime,
  [TYPE.DATETIME]: readOldDatetime,
  [TYPE.TIMESTAMP]: readOldTimestamp,
};

/** Makes the reader of a column from its type in the table map, whose further facts it takes from there. */
export const columnReader = (type: number, facts: ByteReader): ColumnReader => {
  const fixed = FIXED[type];
  if (fixed !== undefined) return fixed;
  switch (type) {
    case TYPE.FLOAT:
      facts.skip(1);
      return (reader) => reader.bytes(4).readFloatLE();
    case TYPE.DOUBLE:
      facts.skip(1);
      return (reader) => reader.bytes(8).readDoubleLE();
    case TYPE.NEWDECIMAL:
      return decimalReader(facts.uint8(), facts.uint8());
    case TYPE.VARCHAR:
      return varchar(facts.uint16());
    case TYPE.VARCHAR_COMPRESSED:
      return inflating(varchar(facts.uint16()));
    case TYPE.BIT: {
      const bits = facts.uint8();
      const bytes = facts.uint8() + Math.ceil(bits / 8);
      return (reader) => reader.bytes(bytes);
    }
    case TYPE.STRING:
    case TYPE.VAR_STRING:
    case TYPE.ENUM:
    case TYPE.SET:
      return stringReader(facts.uint8(), facts.uint8());
    case TYPE.TIME2:
      return time2Reader(facts.uint8());
    case TYPE.DATETIME2:
      return datetime2Reader(facts.uint8());
    case TYPE.TIMESTAMP2:
      return timestamp2Reader(facts.uint8());
    case TYPE.BLOB_COMPRESSED:
      return inflating(prefixed(facts.uint8()));
    case TYPE.TINY_BLOB:
    case TYPE.MEDIUM_BLOB:
    case TYPE.LONG_BLOB:
    case TYPE.BLOB:
    case TYPE.GEOMETRY:
    case TYPE.JSON:
    case TYPE.VECTOR:
      return prefixed(facts.uint8());
    default:
      throw new ConnectError(`A table in the binary log has a column of the type ${type}, which is not known here`);
  }
};
