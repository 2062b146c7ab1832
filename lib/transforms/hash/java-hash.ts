import { Decimal } from '../../connect/decimal.ts';
import type { Schema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';

/** 32 bits, as a signed integer. */
export type Hash = number;

const join = (hash: Hash, next: Hash): Hash => (Math.imul(31, hash) + next) | 0;

const scratch = new DataView(new ArrayBuffer(8));

/** The two halves of a 64-bit integer; a double that is one has the same lower bits modulo 2³². */
const ofLong = (value: number | bigint): Hash => {
  if (typeof value === 'number') return (Math.floor(value / 2 ** 32) ^ value) | 0;
  return Number(BigInt.asIntN(32, value >> 32n)) ^ Number(BigInt.asIntN(32, value));
};

const ofFloat = (value: number): Hash => {
  scratch.setFloat32(0, value);
  return scratch.getInt32(0);
};

const ofDouble = (value: number): Hash => {
  scratch.setFloat64(0, value);
  return scratch.getInt32(0) ^ scratch.getInt32(4);
};

const ofString = (text: string): Hash => {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = join(hash, text.charCodeAt(at));
  return hash;
};

/** As of a `ByteBuffer`, which Debezium's connectors make: from the end, bytes signed. */
const ofBytes = (bytes: Uint8Array): Hash => {
  let hash = 1;
  for (let at = bytes.length - 1; at >= 0; at--) hash = join(hash, ((bytes[at] ?? 0) << 24) >> 24);
  return hash;
};

/** As of a `BigDecimal`: that of the unscaled `BigInteger`, 32 bits of its magnitude at a time, then the scale. */
const ofDecimal = ({ unscaled, scale }: Decimal): Hash => {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString(16);
  let hash = 0;
  for (let end = digits.length % 8 || 8; end <= digits.length; end += 8)
    hash = join(hash, Number.parseInt(digits.slice(Math.max(0, end - 8), end), 16) | 0);
  return join(unscaled < 0n ? -hash : hash, scale);
};

const ofNumber = (schema: Schema | null, value: number): Hash => {
  switch (schema?.type) {
    case 'INT64':
      return ofLong(value);
    case 'FLOAT32':
      return ofFloat(value);
    case 'FLOAT64':
      return ofDouble(value);
    default:
      return value | 0;
  }
};

const ofList = (schema: Schema | null, values: readonly ConnectValue[]): Hash => {
  const valueSchema = schema?.type === 'ARRAY' ? schema.valueSchema : null;
  return values.reduce((hash: Hash, value) => join(hash, javaHash(valueSchema, value)), 1);
};

const ofEntries = (schema: Schema | null, entries: Iterable<readonly [ConnectValue, ConnectValue]>): Hash => {
  const [keys, values] = schema?.type === 'MAP' ? [schema.keySchema, schema.valueSchema] : [null, null];
  let hash = 0;
  for (const [key, value] of entries) hash = (hash + (javaHash(keys, key) ^ javaHash(values, value))) | 0;
  return hash;
};

/** Java's is another one in each process, since schemas have the addresses of their types in it. */
const ofStruct = ({ schema, values }: Struct): Hash =>
  schema.fields.reduce((hash, field) => join(hash, javaHash(field.schema, values[field.index] ?? null)), 1);

const ofObject = (schema: Schema | null, value: Exclude<ConnectValue, null | string | number | boolean | bigint>) => {
  if (value instanceof Uint8Array) return ofBytes(value);
  if (value instanceof Date) return ofLong(value.getTime());
  if (value instanceof Decimal) return ofDecimal(value);
  if (value instanceof Struct) return ofStruct(value);
  if (Array.isArray(value)) return ofList(schema, value);
  return ofEntries(schema, value instanceof Map ? value : Object.entries(value));
};

/** What `Object.hashCode` is of the value in Java; `null` has 0. Of structs it is the fields' alone. */
export const javaHash = (schema: Schema | null, value: ConnectValue): Hash => {
  switch (typeof value) {
    case 'string':
      return ofString(value);
    case 'number':
      return ofNumber(schema, value);
    case 'bigint':
      return ofLong(value);
    case 'boolean':
      return value ? 1231 : 1237;
    default:
      return value === null ? 0 : ofObject(schema, value);
  }
};
