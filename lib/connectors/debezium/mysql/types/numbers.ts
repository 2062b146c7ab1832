import { Decimal } from '../../../../connect/decimal.ts';
import { decimalSchema } from '../../../../connect/logical-types.ts';
import {
  BOOLEAN_SCHEMA,
  FLOAT32_SCHEMA,
  FLOAT64_SCHEMA,
  INT16_SCHEMA,
  INT32_SCHEMA,
  INT64_SCHEMA,
  type Schema,
  STRING_SCHEMA,
} from '../../../../connect/schema.ts';
import { exactInteger } from '../../calendar.ts';
import type { ColumnModel } from '../table-model.ts';
import { type TypeModes, textOf, type ValueType } from './value-type.ts';

/** The log has no signs: what comes as negative is as many below the type's end. */
const unsigned = (schema: Schema, end: number): ValueType => ({
  schema,
  read: (raw) => {
    const value = Number(raw);
    return value < 0 ? value + end : value;
  },
});

const signed = (schema: Schema): ValueType => ({ schema, read: Number });

const INTEGERS: Readonly<Record<string, { readonly signed: ValueType; readonly unsigned: ValueType }>> = {
  TINYINT: { signed: signed(INT16_SCHEMA), unsigned: unsigned(INT16_SCHEMA, 2 ** 8) },
  SMALLINT: { signed: signed(INT16_SCHEMA), unsigned: unsigned(INT32_SCHEMA, 2 ** 16) },
  MEDIUMINT: { signed: signed(INT32_SCHEMA), unsigned: unsigned(INT32_SCHEMA, 2 ** 24) },
  INT: { signed: signed(INT32_SCHEMA), unsigned: unsigned(INT64_SCHEMA, 2 ** 32) },
};

/** Those of up to 32 bits. */
export const integerType = (base: string, isUnsigned: boolean): ValueType | undefined =>
  INTEGERS[base]?.[isUnsigned ? 'unsigned' : 'signed'];

/** As a 64-bit number with sign: what does not fit becomes negative, as in Java. */
const long: ValueType = {
  schema: INT64_SCHEMA,
  read: (raw) => (typeof raw === 'number' ? raw : exactInteger(BigInt.asIntN(64, BigInt(textOf(raw))))),
};

const BIGINT_DIGITS = 20;

const preciseLong: ValueType = {
  schema: decimalSchema(0, { parameters: { 'connect.decimal.precision': String(BIGINT_DIGITS) } }),
  read: (raw) => new Decimal(BigInt.asUintN(64, BigInt(textOf(raw))), 0),
};

export const bigintType = (isUnsigned: boolean, mode: TypeModes['bigint.unsigned.handling.mode']): ValueType =>
  isUnsigned && mode === 'precise' ? preciseLong : long;

export const booleanType: ValueType = { schema: BOOLEAN_SCHEMA, read: (raw) => Number(raw) !== 0 };

/** `precise` keeps the column's scale; the log and queries write all of its digits. */
export const decimalType = (
  { length, scale }: Pick<ColumnModel, 'length' | 'scale'>,
  mode: TypeModes['decimal.handling.mode'],
): ValueType => {
  const digits = scale ?? 0;
  const decimal = (raw: Parameters<ValueType['read']>[0]): Decimal => Decimal.parse(textOf(raw)).withScale(digits);
  if (mode === 'double') return { schema: FLOAT64_SCHEMA, read: (raw) => Number(textOf(raw)) };
  if (mode === 'string') return { schema: STRING_SCHEMA, zero: '0', read: (raw) => decimal(raw).toString() };
  const parameters = { 'connect.decimal.precision': String(length ?? 10) };
  return { schema: decimalSchema(digits, { parameters }), read: decimal };
};

const MAX_SINGLE_BITS = 24;

/** The server keeps up to 24 bits as a single; with digits after the point it is shown as a double all the same. */
export const isShownAsSingle = ({ length, scale }: Pick<ColumnModel, 'length' | 'scale'>): boolean =>
  scale === null && (length ?? 0) <= MAX_SINGLE_BITS;

export const floatType = (column: Pick<ColumnModel, 'length' | 'scale'>): ValueType =>
  isShownAsSingle(column)
    ? { schema: FLOAT32_SCHEMA, read: (raw) => Math.fround(Number(raw)) }
    : { schema: FLOAT64_SCHEMA, read: Number };

export const doubleType: ValueType = { schema: FLOAT64_SCHEMA, read: Number };
