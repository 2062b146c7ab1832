import type { Dialect } from '../dialect.ts';
import type { Quoting, TableId } from '../table-id.ts';
import type { Differences } from './differences.ts';

/** What statements are written with. */
export interface SqlWriter {
  readonly quoting: Quoting;
  readonly differences: Differences;
  readonly quote: Dialect['quote'];
  readonly placeholder: Dialect['placeholder'];
}

export interface TargetColumns {
  readonly table: TableId;
  /** As they are named in the table. */
  readonly keys: readonly string[];
  readonly others: readonly string[];
}

/** `(?,?),(?,?)` */
const tuples = (rows: number, width: number, placeholder: Dialect['placeholder']): string => {
  const row = (index: number) =>
    `(${Array.from({ length: width }, (_, column) => placeholder(index * width + column + 1)).join(',')})`;
  return Array.from({ length: rows }, (_, index) => row(index)).join(',');
};

/** Parameters: keys, then the others, row by row. */
export const insertStatement = (
  { quoting, differences, placeholder }: SqlWriter,
  { table, keys, others }: TargetColumns,
  { rows, upsert }: { readonly rows: number; readonly upsert: boolean },
): string => {
  const [quotedKeys, quotedOthers] = [keys.map(quoting.identifier), others.map(quoting.identifier)];
  const columns = [...quotedKeys, ...quotedOthers];
  const values = tuples(rows, columns.length, placeholder);
  const insert = `INSERT INTO ${quoting.table(table)} (${columns.join(',')}) VALUES ${values}`;
  return upsert ? insert + differences.upsert(quotedKeys, quotedOthers) : insert;
};

/** Of one row. Parameters: the others, then the keys. */
export const updateStatement = (
  { quoting, placeholder }: SqlWriter,
  { table, keys, others }: TargetColumns,
): string => {
  const assign = (offset: number) => (name: string, index: number) =>
    `${quoting.identifier(name)} = ${placeholder(offset + index + 1)}`;
  const set = others.map(assign(0)).join(', ');
  return `UPDATE ${quoting.table(table)} SET ${set} WHERE ${keys.map(assign(others.length)).join(' AND ')}`;
};

/** Parameters: the keys, row by row. */
export const deleteStatement = (
  { quoting, differences, placeholder }: SqlWriter,
  { table, keys }: TargetColumns,
  rows: number,
): string => {
  const from = `DELETE FROM ${quoting.table(table)} WHERE`;
  const [first = '', ...more] = keys.map(quoting.identifier);
  if (more.length > 0)
    return `${from} (${[first, ...more].join(',')}) IN ${differences.tuples(tuples(rows, keys.length, placeholder))}`;
  return `${from} ${first} IN (${Array.from({ length: rows }, (_, index) => placeholder(index + 1)).join(',')})`;
};

/** Within the transaction, which MySQL's TRUNCATE would end. */
export const emptyStatement = ({ quoting }: SqlWriter, table: TableId): string => `DELETE FROM ${quoting.table(table)}`;

export interface NewColumn {
  readonly name: string;
  readonly type: string;
  readonly isKey: boolean;
  readonly nullable: boolean;
  /** Literal of the default, if it has one. */
  readonly defaultValue: string | null;
}

const specification =
  ({ quoting, differences }: SqlWriter) =>
  ({ name, type, nullable, defaultValue }: NewColumn): string => {
    if (defaultValue !== null)
      return `${quoting.identifier(name)} ${type} DEFAULT ${differences.defaultValue(defaultValue)}`;
    return `${quoting.identifier(name)} ${type} ${nullable ? 'NULL' : 'NOT NULL'}`;
  };

export const createTableStatement = (writer: SqlWriter, table: TableId, columns: readonly NewColumn[]): string => {
  const keys = columns.filter(({ isKey }) => isKey).map(({ name }) => writer.quoting.identifier(name));
  const lines = columns.map(specification(writer));
  const primaryKey = keys.length === 0 ? [] : [`PRIMARY KEY(${keys.join(',')})`];
  return `CREATE TABLE ${writer.quoting.table(table)} (\n${[...lines, ...primaryKey].join(',\n')})`;
};

export const alterTableStatements = (
  writer: SqlWriter,
  table: TableId,
  columns: readonly NewColumn[],
): readonly string[] => {
  const alter = `ALTER TABLE ${writer.quoting.table(table)}`;
  const added = columns.map((column) => `ADD ${specification(writer)(column)}`);
  return writer.differences.altersAtOnce
    ? [`${alter} ${added.join(',\n')}`]
    : added.map((addition) => `${alter} ${addition}`);
};
