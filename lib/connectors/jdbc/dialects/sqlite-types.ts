import type { Column, ColumnType, Raw } from '../column.ts';

/** Milliseconds since the epoch, which is how sqlite-jdbc stores dates by default, as text. */
const dateText =
  (start: number, end: number) =>
  (raw: Raw): Raw =>
    typeof raw === 'bigint' ? new Date(Number(raw)).toISOString().slice(start, end) : raw;

/** By kind, the part of `2024-01-31T12:30:00.123Z` that its column holds. */
const PREPARATIONS: Partial<Readonly<Record<ColumnType['kind'], (raw: Raw) => Raw>>> = {
  DATE: dateText(0, 10),
  TIME: dateText(11, 23),
  TIMESTAMP: dateText(0, 24),
};

const decimalType = (declared: string): ColumnType => {
  const [, precision, scale] = /\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\)/.exec(declared) ?? [];
  return {
    kind: declared.startsWith('DEC') ? 'DECIMAL' : 'NUMERIC',
    precision: Number(precision ?? 0),
    scale: precision === undefined ? null : Number(scale ?? 0),
  };
};

/** By declared type: named dates and numbers first, else by the rules of affinity (SQLite, "Datatypes", section 3.1). */
const RULES: ReadonlyArray<readonly [pattern: RegExp, type: (declared: string) => ColumnType]> = [
  [/^BOOL/, () => ({ kind: 'BOOLEAN' })],
  [/^DATE$/, () => ({ kind: 'DATE' })],
  [/^(DATETIME|TIMESTAMP)/, () => ({ kind: 'TIMESTAMP', clock: 'wall' })],
  [/^TIME/, () => ({ kind: 'TIME' })],
  [/INT/, () => ({ kind: 'INT64' })],
  [/BLOB|BINARY/, () => ({ kind: 'BYTES' })],
  [/REAL|FLOA|DOUB/, () => ({ kind: 'FLOAT64' })],
  [/^(DEC|NUM)/, decimalType],
];

const typeOfDeclared = (declared: string): ColumnType => {
  const upper = declared.toUpperCase();
  return RULES.find(([pattern]) => pattern.test(upper))?.[1](upper) ?? { kind: 'STRING' };
};

/** What nothing is declared about, such as an expression, is what its first value is. */
const typeOfValue = (raw: Raw | null): ColumnType => {
  if (typeof raw === 'bigint') return { kind: 'INT64' };
  if (typeof raw === 'number') return { kind: 'FLOAT64' };
  return { kind: raw instanceof Uint8Array ? 'BYTES' : 'STRING' };
};

/** What SQLite says about a column of a select. */
export interface SqliteColumn {
  readonly name: string;
  readonly declared: string | null;
  /** Of the first row; only asked for where nothing is declared. */
  readonly sample: Raw | null;
  readonly notNull: boolean;
  /** An INTEGER PRIMARY KEY, which SQLite numbers by itself. */
  readonly rowId: boolean;
}

export const columnOfSqlite = ({ name, declared, sample, notNull, rowId }: SqliteColumn): Column => {
  const type = declared === null || declared === '' ? typeOfValue(sample) : typeOfDeclared(declared);
  const facts = { name, type, nullable: !notNull && !rowId, autoIncrement: rowId };
  const prepare = PREPARATIONS[type.kind];
  return prepare === undefined ? facts : { ...facts, prepare };
};
