import { asBuffer } from '../../connect/as-buffer.ts';
import { Decimal } from '../../connect/decimal.ts';
import { decimalScale, decimalToBytes } from '../../connect/decimal-bytes.ts';
import { DataError } from '../../connect/errors.ts';
import { javaClass } from '../../connect/java-class.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../connect/logical-types.ts';
import { daysOf, millisOf, millisOfDay } from '../../connect/logical-values.ts';
import type { PrimitiveSchema, PrimitiveType, Schema } from '../../connect/schema.ts';
import type { ConnectValue } from '../../connect/value.ts';
import type { AvroNode, EnumNode } from './avro-node.ts';
import type { AvroValue } from './avro-value.ts';
import { symbolKey } from './codec.ts';

type Write = (value: ConnectValue) => AvroValue;

export const invalidType = (schema: Schema, value: ConnectValue): DataError =>
  new DataError(`Invalid type for ${schema.type}: class ${javaClass(value)}`);

/** The types of Avro that hold all values of a type of Connect, the usual one first. */
const HOLDERS: Readonly<Record<PrimitiveType, readonly AvroNode['kind'][]>> = {
  INT8: ['int', 'long', 'float', 'double'],
  INT16: ['int', 'long', 'float', 'double'],
  INT32: ['int', 'long', 'double'],
  INT64: ['long'],
  FLOAT32: ['float', 'double'],
  FLOAT64: ['double'],
  BOOLEAN: ['boolean'],
  STRING: ['string', 'enum'],
  BYTES: ['bytes', 'fixed'],
};

export const holdsPrimitive = (node: AvroNode, { type }: PrimitiveSchema): boolean => HOLDERS[type].includes(node.kind);

/** As many bytes as a fixed has, the sign extended to the left. */
const padded = (bytes: Buffer, size: number): Buffer => {
  if (bytes.length > size)
    throw new DataError(`Unscaled value byte array length ${bytes.length} is greater than fixed size ${size}`);
  const sign = ((bytes[0] ?? 0) & 0x80) === 0 ? 0 : 0xff;
  return Buffer.concat([Buffer.alloc(size - bytes.length, sign), bytes]);
};

const decimal = (schema: Schema, node: AvroNode): Write => {
  const scale = decimalScale(schema);
  return (value) => {
    if (!(value instanceof Decimal))
      throw new DataError(`Invalid type for Decimal, expected BigDecimal but was class ${javaClass(value)}`);
    const bytes = asBuffer(decimalToBytes(value, scale));
    return node.kind === 'fixed' ? padded(bytes, node.size) : bytes;
  };
};

const temporal = (name: string, toNumber: (date: Date) => number): Write => {
  return (value) => {
    if (!(value instanceof Date))
      throw new DataError(`Invalid type for ${name}, expected Date but was class ${javaClass(value)}`);
    return toNumber(value);
  };
};

const logical = (schema: Schema, node: AvroNode): Write | undefined => {
  switch (schema.name) {
    case DECIMAL_NAME:
      return decimal(schema, node);
    case DATE_NAME:
      return temporal('Date', daysOf);
    case TIME_NAME:
      return temporal('Time', millisOfDay);
    case TIMESTAMP_NAME:
      return temporal('Timestamp', millisOf);
    default:
      return undefined;
  }
};

const integer = (schema: Schema, bits: number): Write => {
  const [min, max] = [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
  return (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
      throw invalidType(schema, value);
    return value;
  };
};

const enumeration = (node: EnumNode): Write => {
  const keys = new Map(node.symbols.map((symbol, index) => [symbol, symbolKey(index)]));
  return (value) => {
    const key = typeof value === 'string' ? keys.get(value) : undefined;
    if (key === undefined) throw new DataError(`${value} is no symbol of ${node.fullName}: ${node.symbols.join(', ')}`);
    return key;
  };
};

const ofType =
  (schema: Schema, isOfType: (value: ConnectValue) => value is AvroValue & ConnectValue): Write =>
  (value) => {
    if (!isOfType(value)) throw invalidType(schema, value);
    return value;
  };

const isLong = (value: ConnectValue): value is number | bigint =>
  typeof value === 'bigint' ? BigInt.asIntN(64, value) === value : Number.isInteger(value);

const plain = (schema: PrimitiveSchema, node: AvroNode): Write => {
  switch (schema.type) {
    case 'INT8':
      return integer(schema, 8);
    case 'INT16':
      return integer(schema, 16);
    case 'INT32':
      return integer(schema, 32);
    case 'INT64':
      return ofType(schema, isLong);
    case 'FLOAT32':
    case 'FLOAT64':
      return ofType(schema, (value) => typeof value === 'number');
    case 'BOOLEAN':
      return ofType(schema, (value) => typeof value === 'boolean');
    case 'STRING':
      return node.kind === 'enum' ? enumeration(node) : ofType(schema, (value) => typeof value === 'string');
    case 'BYTES':
      return (value) => {
        if (!(value instanceof Uint8Array)) throw invalidType(schema, value);
        return asBuffer(value);
      };
  }
};

/** Compiles the way of a primitive type's values, logical ones included, into a codec; null is not among them. */
export const primitiveWriter = (schema: PrimitiveSchema, node: AvroNode): Write =>
  logical(schema, node) ?? plain(schema, node);
