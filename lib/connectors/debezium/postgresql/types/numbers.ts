import { Decimal } from '../../../../connect/decimal.ts';
import { decimalToBytes } from '../../../../connect/decimal-bytes.ts';
import { decimalSchema } from '../../../../connect/logical-types.ts';
import { FLOAT64_SCHEMA, STRING_SCHEMA } from '../../../../connect/schema.ts';
import { Struct } from '../../../../connect/struct.ts';
import { variableScaleDecimal } from '../../logical-schemas.ts';
import type { TypeSettings, ValueType } from './value-type.ts';

type DecimalMode = TypeSettings['decimal.handling.mode'];

const isSpecial = (text: string): boolean => text === 'NaN' || text.endsWith('Infinity');

export const readLong = (text: string): number | bigint => {
  const near = Number(text);
  return Number.isSafeInteger(near) ? near : BigInt(text);
};

/** See numeric_typmod_scale in PostgreSQL's numeric.c; scales may be negative since version 15. */
const scaleOf = (modifier: number): number => (((modifier - 4) & 0x7ff) ^ 1024) - 1024;
const precisionOf = (modifier: number): number => (modifier - 4) >> 16;

const VARIABLE = variableScaleDecimal();

const variable: ValueType = {
  schema: VARIABLE,
  read: (text) => {
    if (isSpecial(text)) return null;
    // The scale is the smallest that holds the value.
    const value = Decimal.parse(text.includes('.') ? text.replace(/\.?0+$/, '') : text);
    return new Struct(VARIABLE, [value.scale, decimalToBytes(value, value.scale)]);
  },
};

const fixed = (precision: number, scale: number): ValueType => ({
  schema: decimalSchema(scale, { parameters: { 'connect.decimal.precision': String(precision) } }),
  read: (text) => (isSpecial(text) ? null : Decimal.parse(text).withScale(scale)),
});

const SPECIAL_TEXTS: Readonly<Record<string, string>> = {
  NaN: 'NAN',
  Infinity: 'POSITIVE_INFINITY',
  '-Infinity': 'NEGATIVE_INFINITY',
};

/** As the server writes it, which has all digits of the scale already but in defaults. */
const plainText = (modifier: number): ((text: string) => string) => {
  const scale = modifier < 0 ? undefined : scaleOf(modifier);
  return (text) => {
    const special = SPECIAL_TEXTS[text];
    if (special !== undefined) return special;
    const digits = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
    return scale === undefined || scale <= digits ? text : Decimal.parse(text).withScale(scale).toString();
  };
};

/** Not a number and the infinities have no place in a precise decimal: they are `null` there, as in the original. */
export const numericType = (mode: DecimalMode, modifier: number): ValueType => {
  if (mode === 'double') return { schema: FLOAT64_SCHEMA, read: Number };
  if (mode === 'string') {
    const read = plainText(modifier);
    return { schema: STRING_SCHEMA, read, zero: read('0') };
  }
  return modifier < 0 ? variable : fixed(precisionOf(modifier), scaleOf(modifier));
};

/** What the locale C writes, whatever the database keeps. */
export const USUAL_MONEY_DIGITS = 2;

/** Sessions set lc_monetary to C, -$1,234.50; where the point really is, the database's own locale has it. */
const moneyReader =
  (digits: number) =>
  (text: string): Decimal =>
    new Decimal(BigInt(text.replace(/[$,.]/g, '')), digits);

export const moneyType = (settings: TypeSettings): ValueType => {
  const { 'decimal.handling.mode': mode, 'money.fraction.digits': fractionDigits } = settings;
  const read = moneyReader(settings.moneyDigits ?? USUAL_MONEY_DIGITS);
  if (mode === 'double') return { schema: FLOAT64_SCHEMA, read: (text) => Number(read(text).toString()) };
  if (mode === 'string')
    return {
      schema: STRING_SCHEMA,
      read: (text) => read(text).toString(),
      zero: new Decimal(0n, fractionDigits).toString(),
    };
  return { schema: decimalSchema(fractionDigits), read: (text) => read(text).withScale(fractionDigits) };
};
