import { ConfigError, ConnectError, DataError } from '../../../connect/errors.ts';
import type { Column, Raw, RawRow } from '../column.ts';
import { readInt64 } from '../column-reader.ts';
import { type DateSettings, parseTimestamp } from '../date-text.ts';
import type { Instant } from '../instant.ts';

/** A column and where it stands in the row. */
export interface KeyColumn {
  readonly column: Column;
  readonly index: number;
}

/** The columns that say how far a table was read. */
export interface KeyColumns {
  readonly incrementing: KeyColumn | null;
  readonly timestamps: readonly KeyColumn[];
}

/** As it is written, else the only one that differs in case. */
const find = (columns: readonly Column[], name: string): KeyColumn | undefined => {
  const exact = columns.findIndex((column) => column.name === name);
  const alike = columns.flatMap((column, at) => (column.name.toLowerCase() === name.toLowerCase() ? [at] : []));
  const index = exact === -1 && alike.length === 1 ? (alike[0] ?? -1) : exact;
  const column = columns[index];
  return column === undefined ? undefined : { column, index };
};

/** @throws ConfigError when the table has no such column, or none that it numbers by itself. */
export const incrementingColumn = (columns: readonly Column[], name: string, table: string): KeyColumn => {
  if (name !== '') {
    const found = find(columns, name);
    if (found === undefined) throw new ConfigError(`Incrementing column: ${name} does not exist in table '${table}'`);
    return found;
  }
  const index = columns.findIndex(({ autoIncrement }) => autoIncrement);
  const column = columns[index];
  if (column === undefined)
    throw new ConfigError(
      `Table '${table}' has no auto-incrementing column; name one with incrementing.column.name or incrementing.column.mapping`,
    );
  return { column, index };
};

/** @throws ConfigError when the table lacks one of them, or one is no timestamp. */
export const timestampColumns = (columns: readonly Column[], names: readonly string[], table: string): KeyColumn[] => {
  const missing = names.filter((name) => find(columns, name) === undefined);
  if (missing.length > 0)
    throw new ConfigError(`Timestamp columns: ${missing.join(', ')} do not exist in table '${table}'`);
  const found = names.flatMap((name) => find(columns, name) ?? []);
  const other = found.find(({ column }) => column.type.kind !== 'TIMESTAMP');
  if (other !== undefined)
    throw new ConfigError(
      `Timestamp column ${other.column.name} of table '${table}' is ${other.column.type.kind}, not a timestamp`,
    );
  return found;
};

/** `validate.non.null`. @throws ConnectError in the original's words. */
export const validateNonNull = ({ incrementing, timestamps }: KeyColumns, table: string): void => {
  if (incrementing?.column.nullable)
    throw new ConnectError(
      `Cannot make incremental queries using incrementing column ${incrementing.column.name} on ${table} because this column is nullable.`,
    );
  if (timestamps.length > 0 && timestamps.every(({ column }) => column.nullable))
    throw new ConnectError(
      `Cannot make incremental queries using timestamp columns ${timestamps.map(({ column }) => column.name).join(',')} on ${table} because all of these columns are nullable.`,
    );
};

const prepared = (row: RawRow, { column, index }: KeyColumn): Raw | null => {
  const raw = row[index] ?? null;
  return raw === null || column.prepare === undefined ? raw : column.prepare(raw);
};

/** @throws DataError when it is null or no integer. */
export const readIncrementing = (row: RawRow, key: KeyColumn): number | bigint => {
  const raw = prepared(row, key);
  if (raw === null) throw new ConnectError(`Null value for incrementing column of type: ${key.column.type.kind}`);
  return readInt64(raw);
};

/** The first that is not null, to the last digit. @throws DataError when all are. */
export const readTimestamp = (row: RawRow, keys: readonly KeyColumn[], dates: DateSettings): Instant => {
  for (const key of keys) {
    const raw = prepared(row, key);
    if (raw !== null) return parseTimestamp(String(raw), dates);
  }
  throw new DataError(`All timestamp columns are null: ${keys.map(({ column }) => column.name).join(', ')}`);
};
