import { isIP } from 'node:net';
import { types } from 'cassandra-driver';
import { Decimal } from '../../../../connect/decimal.ts';
import { DataError } from '../../../../connect/errors.ts';
import { decimalText, numberText } from '../../../../connect/number-text.ts';
import type { Schema } from '../../../../connect/schema.ts';
import { Struct } from '../../../../connect/struct.ts';
import type { ConnectValue } from '../../../../connect/value.ts';
import type { CodecSettings } from '../mapping/table-mapping.ts';
import type { ScalarName } from './cql-type.ts';
import { toJson } from './json.ts';
import { encodeDecimal, encodeDouble, encodeFloat, encodeVarint, integerEncoder, toLong } from './numbers.ts';
import { encodeDate, encodeTime, encodeTimestamp } from './temporal.ts';

/** Makes of a value that is not null what the driver sends as it is meant. @throws DataError */
export type Encode = (value: ConnectValue, schema: Schema | null, codec: CodecSettings) => unknown;

const misfit = (value: ConnectValue, type: string): DataError =>
  new DataError(`${typeof value === 'string' ? `'${value}'` : String(value)} is no ${type}`);

const text: Encode = (value, schema) => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(schema, value);
  if (value instanceof Decimal) return decimalText(value);
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? toJson(value) : String(value);
};

const ascii: Encode = (value, schema, codec) => {
  const encoded = String(text(value, schema, codec));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are ASCII, too
  if (!/^[\x00-\x7f]*$/.test(encoded)) throw misfit(value, 'ascii');
  return encoded;
};

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const blob: Encode = (value) => {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (typeof value === 'string' && /^0x(?:[0-9a-f]{2})*$/i.test(value)) return Buffer.from(value.slice(2), 'hex');
  if (typeof value === 'string' && BASE64.test(value)) return Buffer.from(value, 'base64');
  throw misfit(value, 'blob: expected bytes, base64 or 0x and hexadecimal digits');
};

const TRUE = ['true', '1', 'y', 't', 'yes'];
const FALSE = ['false', '0', 'n', 'f', 'no'];

const boolean: Encode = (value) => {
  if (typeof value === 'boolean') return value;
  const word = String(value).trim().toLowerCase();
  if (typeof value === 'object' || !(TRUE.includes(word) || FALSE.includes(word))) throw misfit(value, 'boolean');
  return TRUE.includes(word);
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const uuid: Encode = (value) => {
  if (value instanceof Uint8Array && value.length === 16) return Buffer.from(value);
  if (typeof value === 'string' && UUID.test(value)) return Buffer.from(value.replaceAll('-', ''), 'hex');
  throw misfit(value, 'uuid');
};

const timeuuid: Encode = (value, schema, codec) => {
  const bytes = uuid(value, schema, codec);
  // The version is in the seventh byte; the server refuses others than time-based ones.
  if (!(bytes instanceof Buffer) || (bytes[6] ?? 0) >> 4 !== 1) throw misfit(value, 'timeuuid (a UUID of version 1)');
  return bytes;
};

const inet: Encode = (value) => {
  if (value instanceof Uint8Array && (value.length === 4 || value.length === 16)) return Buffer.from(value);
  if (typeof value === 'string' && isIP(value) !== 0) return types.InetAddress.fromString(value).getBuffer();
  throw misfit(value, 'inet: expected an IP address');
};

const DURATION =
  /^-?(?:(?:\d+(?:y|mo|w|d|h|ms|us|µs|ns|m|s))+|P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?|P\d+W|P\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})$/i;

const duration: Encode = (value) => {
  if (typeof value === 'string' && DURATION.test(value.trim())) return types.Duration.fromString(value.trim());
  if (value instanceof Struct && value.schema.fieldIndex.has('nanoseconds')) {
    const part = (name: string): number => Number(value.schema.fieldIndex.has(name) ? (value.get(name) ?? 0) : 0);
    const nanos = types.Long.fromString(toLong(value.get('nanoseconds') ?? 0, 'duration').toString());
    return new types.Duration(part('months'), part('days'), nanos);
  }
  throw misfit(value, 'duration: expected such as 1y2mo3d4h or P1Y2M3DT4H');
};

/** The eight bytes of a long, which the driver sends as they are. */
export const longBytes = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
};

export const scalarEncoders: Readonly<Record<ScalarName, Encode>> = {
  ascii,
  bigint: (value) => longBytes(toLong(value, 'bigint')),
  blob,
  boolean,
  counter: (value) => longBytes(toLong(value, 'counter')),
  decimal: encodeDecimal,
  double: encodeDouble,
  float: encodeFloat,
  int: integerEncoder('int', 32),
  text,
  timestamp: (value, schema, codec) => longBytes(encodeTimestamp(value, schema, codec)),
  uuid,
  varint: encodeVarint,
  timeuuid,
  inet,
  date: encodeDate,
  time: encodeTime,
  smallint: integerEncoder('smallint', 16),
  tinyint: integerEncoder('tinyint', 8),
  duration,
};
