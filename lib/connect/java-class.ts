import { Decimal } from './decimal.ts';
import { Struct } from './struct.ts';
import type { ConnectValue } from './value.ts';

const INT64_LIMIT = 2n ** 63n;

const integerClass = (value: number): string => {
  if (value >= -0x80 && value <= 0x7f) return 'java.lang.Byte';
  if (value >= -0x8000 && value <= 0x7fff) return 'java.lang.Short';
  if (value >= -0x80000000 && value <= 0x7fffffff) return 'java.lang.Integer';
  return 'java.lang.Long';
};

const bigintClass = (value: bigint): string =>
  value >= -INT64_LIMIT && value < INT64_LIMIT ? 'java.lang.Long' : 'java.math.BigInteger';

const objectClass = (value: object): string => {
  if (value instanceof Uint8Array) return '[B';
  if (value instanceof Date) return 'java.util.Date';
  if (value instanceof Decimal) return 'java.math.BigDecimal';
  if (value instanceof Struct) return 'org.apache.kafka.connect.data.Struct';
  return Array.isArray(value) ? 'java.util.ArrayList' : 'java.util.HashMap';
};

/**
 * The Java class by which Kafka Connect's error messages would name the value's type; of the integer classes the
 * narrowest that holds it, since a JavaScript number does not say.
 */
export const javaClass = (value: ConnectValue): string => {
  switch (typeof value) {
    case 'string':
      return 'java.lang.String';
    case 'boolean':
      return 'java.lang.Boolean';
    case 'bigint':
      return bigintClass(value);
    case 'number':
      return Number.isInteger(value) ? integerClass(value) : 'java.lang.Double';
    default:
      return value === null ? 'null' : objectClass(value);
  }
};
