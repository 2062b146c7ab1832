import type { PgType } from './resolve-type.ts';

/** A column's length and scale, as pgjdbc reports them: they show in `column.propagate.source.type`, and bound truncation. */
interface ColumnSize {
  readonly length: number;
  readonly scale: number;
}

const UNLIMITED = 2 ** 31 - 1;

/** Digits and the point of the longest number; a type without a precision may hold it. */
const LONGEST_NUMBER = 131_089;

const FIXED: Readonly<Record<string, ColumnSize>> = {
  bool: { length: 1, scale: 0 },
  char: { length: 1, scale: 0 },
  int2: { length: 5, scale: 0 },
  int4: { length: 10, scale: 0 },
  oid: { length: 10, scale: 0 },
  int8: { length: 19, scale: 0 },
  float4: { length: 8, scale: 8 },
  float8: { length: 17, scale: 17 },
  date: { length: 13, scale: 0 },
};

/** Characters of a time's text without the fraction. */
const TIMES: Readonly<Record<string, number>> = { time: 8, timetz: 14, timestamp: 22, timestamptz: 28 };

const timeSize = (characters: number, modifier: number): ColumnSize => {
  const scale = modifier < 0 ? 6 : modifier;
  return { length: characters + (scale === 0 ? 0 : Math.max(scale, 2) + 1), scale };
};

const INTERVAL_LENGTH = 49;

const numericSize = (modifier: number): ColumnSize =>
  modifier < 0
    ? { length: LONGEST_NUMBER, scale: 0 }
    : { length: (modifier - 4) >> 16, scale: (((modifier - 4) & 0x7ff) ^ 1024) - 1024 };

const sizeOf = (name: string, modifier: number): ColumnSize => {
  const characters = TIMES[name];
  if (characters !== undefined) return timeSize(characters, modifier);
  if (name === 'numeric') return numericSize(modifier);
  if (name === 'interval') return { length: INTERVAL_LENGTH, scale: modifier < 0 ? 6 : modifier & 0xffff };
  const fixed = FIXED[name];
  if (fixed !== undefined || modifier < 0) return fixed ?? { length: UNLIMITED, scale: 0 };
  if (name === 'varchar' || name === 'bpchar') return { length: modifier - 4, scale: 0 };
  return { length: name.endsWith('bit') ? modifier : UNLIMITED, scale: 0 };
};

/** Of an array it is that of its elements; a domain has the modifier, and its columns have none. */
export const columnSize = ({ name, element, base }: PgType, modifier: number): ColumnSize => {
  if (base !== null) return columnSize(base.type, base.modifier);
  return sizeOf(element?.name ?? name, modifier);
};
