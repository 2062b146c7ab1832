import { Decimal } from '../../../../connect/decimal.ts';
import { Struct } from '../../../../connect/struct.ts';
import type { ConnectValue } from '../../../../connect/value.ts';
import type { RawValue } from '../raw-value.ts';
import type { ColumnModel } from '../table-model.ts';
import { parseTypeName } from './type-name.ts';
import type { ValueType } from './value-type.ts';

const INTEGERS = new Set(['TINYINT', 'SMALLINT', 'MEDIUMINT', 'INT', 'BIGINT', 'YEAR']);
const EPOCH = '1970-01-01 00:00:00';

const boolean = (text: string): string => {
  if (/^true$/i.test(text)) return '1';
  return /^false$/i.test(text) ? '0' : text;
};

/** An integer's default may be written with a fraction, which the server rounds. */
const integer = (text: string): string => {
  const plain = boolean(text.trim());
  if (/^[+-]?\d+$/.test(plain)) return plain.replace(/^\+/, '');
  return String(Math.round(Number(plain)));
};

const decimal = (text: string, scale: number): string => {
  const value = Decimal.parse(boolean(text.trim()));
  if (value.scale <= scale) return value.toString();
  const divisor = 10n ** BigInt(value.scale - scale);
  const size = value.unscaled < 0n ? -value.unscaled : value.unscaled;
  const rounded = (size + divisor / 2n) / divisor;
  return new Decimal(value.unscaled < 0n ? -rounded : rounded, scale).toString();
};

/** `101` of a literal `b'101'`, as the bytes that a row has. */
const bitBytes = (text: string): Uint8Array => {
  const plain = boolean(text.trim());
  const digits = /^[01]+$/.test(plain) ? plain : BigInt(plain).toString(2);
  const groups = digits.padStart(Math.ceil(digits.length / 8) * 8, '0').match(/.{8}/g) ?? [];
  return Uint8Array.from(groups, (group) => Number.parseInt(group, 2));
};

/** With a month or a day of zero, or a year of zero: such a day is in no calendar. */
const NO_DAY = /^(\d{4}-\d{2}-00|\d{4}-00-\d{2}|0000-\d{2}-\d{2})|^0$/;

const moment = (text: string): string => {
  const [day = '', clock = '00:00:00'] = text.trim().split(/[ T]/);
  return `${day} ${clock.replace(/^(\d):/, '0$1:').replace(/^(\d\d:\d\d)$/, '$1:00')}`;
};

const duration = (text: string): string => {
  const clock =
    /\d\d:\d\d.*$/.test(text) && text.includes('-') && !text.startsWith('-') ? (text.split(' ')[1] ?? text) : text;
  return /^-?\d+:\d\d$/.test(clock) ? `${clock}:00` : clock;
};

/** The text of a default as a query would give the value; `undefined` where there is none. */
const rawDefault = (text: string, { typeName, scale, optional }: ColumnModel): RawValue | undefined => {
  const { base } = parseTypeName(typeName);
  if (INTEGERS.has(base)) return integer(text);
  if (base === 'BOOLEAN') return boolean(text);
  if (base === 'DECIMAL') return decimal(text, scale ?? 0);
  if (base === 'FLOAT' || base === 'DOUBLE') return boolean(text.trim());
  if (base === 'BIT') return bitBytes(text);
  if (base === 'TIME') return duration(text.trim());
  if (base !== 'DATE' && base !== 'DATETIME' && base !== 'TIMESTAMP') return text;
  if (NO_DAY.test(text.trim())) return optional ? undefined : EPOCH;
  return moment(text);
};

const isUsable = (value: ConnectValue): boolean =>
  value !== null &&
  !(value instanceof Struct) &&
  !(typeof value === 'number' && Number.isNaN(value)) &&
  !(value instanceof Date && Number.isNaN(value.getTime())) &&
  !(typeof value === 'string' && value.includes('NaN'));

/** A column's default as its schema can carry it; follows `BinlogDefaultValueConverter`. */
export const defaultValueOf = (column: ColumnModel, type: ValueType): ConnectValue | undefined => {
  if (!column.hasDefault || column.defaultExpression === null) return undefined;
  try {
    const raw = rawDefault(column.defaultExpression, column);
    const value = raw === undefined ? null : type.read(raw);
    return isUsable(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
