/** A column's length and scale, as pgjdbc reports them: they show in `column.propagate.source.type`, and bound truncation. */
interface ColumnSize {
  readonly length: number;
  readonly scale: number;
}

const UNLIMITED = 2 ** 31 - 1;

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
  interval: { length: 49, scale: 6 },
};

/** Characters of a time's text without the fraction. */
const TIMES: Readonly<Record<string, number>> = { time: 8, timetz: 14, timestamp: 22, timestamptz: 28 };

const timeSize = (characters: number, modifier: number): ColumnSize => {
  const scale = modifier < 0 ? 6 : modifier;
  return { length: characters + (scale === 0 ? 0 : Math.max(scale, 2) + 1), scale };
};

export const columnSize = (typeName: string, modifier: number): ColumnSize => {
  const characters = TIMES[typeName];
  if (characters !== undefined) return timeSize(characters, modifier);
  const fixed = FIXED[typeName];
  if (fixed !== undefined) return fixed;
  if (modifier < 0) return { length: typeName === 'numeric' ? 0 : UNLIMITED, scale: 0 };
  if (typeName === 'numeric') return { length: (modifier - 4) >> 16, scale: (((modifier - 4) & 0x7ff) ^ 1024) - 1024 };
  if (typeName === 'varchar' || typeName === 'bpchar') return { length: modifier - 4, scale: 0 };
  return { length: typeName.endsWith('bit') ? modifier : UNLIMITED, scale: 0 };
};
