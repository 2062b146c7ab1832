import { isMap } from '../../connect/connect-map.ts';
import { Decimal } from '../../connect/decimal.ts';
import { DataError } from '../../connect/errors.ts';
import { javaClass } from '../../connect/java-class.ts';
import type { Schema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { isFloating, toInteger } from '../cast/integers.ts';
import { NumberFormatError } from '../cast/number-format-error.ts';

/** Replaces a value of a schema; `null` stays `null`. @throws DataError for a type that cannot be masked. */
export type Mask = (schema: Schema | null, value: ConnectValue) => ConnectValue;

const emptyObject = (value: ConnectValue): ConnectValue => {
  if (value instanceof Date) return new Date(0);
  if (value instanceof Decimal) return new Decimal(0n, value.scale);
  if (Array.isArray(value)) return [];
  if (value instanceof Uint8Array || value instanceof Struct || !isMap(value))
    throw new DataError(`Cannot mask value of type: class ${javaClass(value)}`);
  return value instanceof Map ? new Map() : {};
};

const emptied: Mask = (_schema, value) => {
  switch (typeof value) {
    case 'string':
      return '';
    case 'boolean':
      return false;
    case 'number':
    case 'bigint':
      return 0;
    default:
      return value === null ? null : emptyObject(value);
  }
};

const parseDecimal = (text: string): Decimal | undefined => {
  try {
    return Decimal.parse(text);
  } catch {
    return undefined;
  }
};

const INTEGERS = ['INT8', 'INT16', 'INT32', 'INT64'] as const;

const replacing = (replacement: string): Mask => {
  const decimal = parseDecimal(replacement);
  const numeric = (target: string): Decimal => {
    if (decimal !== undefined) return decimal;
    throw new DataError(`Unable to convert ${replacement} (class java.lang.String) to ${target}`, {
      cause: new NumberFormatError(replacement),
    });
  };
  return (schema, value) => {
    if (value === null) return null;
    if (typeof value === 'string') return replacement;
    if (value instanceof Decimal) return numeric('number');
    if (typeof value !== 'number' && typeof value !== 'bigint')
      throw new DataError(`Cannot mask value of type class ${javaClass(value)} with custom replacement.`);
    const number = numeric('a number');
    if (isFloating(schema, value))
      return schema?.type === 'FLOAT32' ? Math.fround(number.toNumber()) : number.toNumber();
    return toInteger(number, INTEGERS.find((type) => type === schema?.type) ?? 'INT64', false);
  };
};

/** Masks by the empty value of each type, or by a replacement for numbers and strings. */
export const createMask = (replacement: string | null): Mask =>
  replacement === null ? emptied : replacing(replacement);
