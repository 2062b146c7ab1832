import { asBuffer } from '../../connect/as-buffer.ts';
import { doubleText, floatText, integerText } from '../../connect/number-text.ts';
import type { PrimitiveType } from '../../connect/schema.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { invalidType } from './invalid-type.ts';

const integerWriter = (type: 'INT8' | 'INT16' | 'INT32', bits: number) => {
  const [min, max] = [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
  return (value: ConnectValue): string => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
      throw invalidType(type, value);
    return String(value);
  };
};

const writeInt64 = (value: ConnectValue): string => {
  if (typeof value === 'number' && Number.isInteger(value)) return integerText(value);
  if (typeof value === 'bigint') return value.toString();
  throw invalidType('INT64', value);
};

/** JSON has no NaN and no infinities: they are strings, as Jackson writes them. */
const floatingPointWriter = (type: string, text: (value: number) => string) => {
  return (value: ConnectValue): string => {
    if (typeof value !== 'number') throw invalidType(type, value);
    return Number.isFinite(value) ? text(value) : `"${value}"`;
  };
};

/** Bytes as a JSON string of base64. */
export const base64Text = (bytes: Uint8Array): string => `"${asBuffer(bytes).toString('base64')}"`;

/** The writers of the primitive types, for values that are not null. */
export const primitiveWriters: Readonly<Record<PrimitiveType, (value: ConnectValue) => string>> = {
  INT8: integerWriter('INT8', 8),
  INT16: integerWriter('INT16', 16),
  INT32: integerWriter('INT32', 32),
  INT64: writeInt64,
  FLOAT32: floatingPointWriter('FLOAT32', floatText),
  FLOAT64: floatingPointWriter('FLOAT64', doubleText),
  BOOLEAN: (value) => {
    if (typeof value !== 'boolean') throw invalidType('BOOLEAN', value);
    return value ? 'true' : 'false';
  },
  STRING: (value) => {
    if (typeof value !== 'string') throw invalidType('STRING', value);
    return JSON.stringify(value);
  },
  BYTES: (value) => {
    if (!(value instanceof Uint8Array)) throw invalidType('bytes type', value);
    return base64Text(value);
  },
};
