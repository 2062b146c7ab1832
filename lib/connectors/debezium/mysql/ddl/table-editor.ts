import type { ColumnModel, TableModel } from '../table-model.ts';

/** Where a column goes: FIRST, AFTER another one, or where it is, a new one at the end. */
export type Place = 'first' | { readonly after: string } | null;

const TEXT = /^(CHAR|CHARACTER|VARCHAR|VARCHARACTER|NCHAR|NVARCHAR|NATIONAL|(TINY|MEDIUM|LONG)?TEXT|LONG|ENUM|SET)\b/;

/** Whether values of a type have a character set. */
const usesCharset = (typeName: string): boolean => TEXT.test(typeName) && typeName !== 'LONG VARBINARY';

const isNamed =
  (name: string) =>
  (column: { readonly name: string }): boolean =>
    column.name.toLowerCase() === name.toLowerCase();

export const findColumn = ({ columns }: TableModel, name: string): ColumnModel | undefined =>
  columns.find(isNamed(name));

/** What a character type is with the character set `binary`. */
const BINARY_TYPES: ReadonlyArray<readonly [text: RegExp, binary: string]> = [
  [/^(VARCHAR|VARCHARACTER|CHARACTER VARYING|CHAR VARYING)\b/, 'VARBINARY'],
  [/^(CHAR|CHARACTER)\b/, 'BINARY'],
  [/^TEXT\b/, 'BLOB'],
  [/^TINYTEXT\b/, 'TINYBLOB'],
  [/^(MEDIUMTEXT|LONG)\b/, 'MEDIUMBLOB'],
  [/^LONGTEXT\b/, 'LONGBLOB'],
];

/** A column with the table's character set, where it has none of its own. */
const inheriting = (column: ColumnModel, ofTable: string | null): ColumnModel => {
  if (!usesCharset(column.typeName)) return { ...column, charset: null };
  const charset = column.charset ?? ofTable;
  const binary = charset === 'binary' ? BINARY_TYPES.find(([text]) => text.test(column.typeName))?.[1] : undefined;
  return binary === undefined ? { ...column, charset } : { ...column, typeName: binary, charset: null };
};

const withoutColumn = (columns: readonly ColumnModel[], name: string): readonly ColumnModel[] =>
  columns.filter((column) => !isNamed(name)(column));

const inserted = (columns: readonly ColumnModel[], column: ColumnModel, index: number): readonly ColumnModel[] => [
  ...columns.slice(0, index),
  column,
  ...columns.slice(index),
];

/**
 * A column in place of the one that has the old name, or as a new one. `undefined` where there is no column to go after.
 */
export const putColumn = (
  table: TableModel,
  given: ColumnModel,
  { place = null, oldName = given.name }: { readonly place?: Place; readonly oldName?: string },
): TableModel | undefined => {
  const column = inheriting(given, table.defaultCharset);
  const at = table.columns.findIndex(isNamed(oldName));
  const rest = withoutColumn(table.columns, oldName);
  const after = place === null || place === 'first' ? -1 : rest.findIndex(isNamed(place.after));
  if (place !== null && place !== 'first' && after < 0) return undefined;
  const stays = at < 0 ? rest.length : at;
  const columns = inserted(rest, column, place === null ? stays : after + 1);
  const primaryKey = table.primaryKey.map((name) => (isNamed(oldName)({ name }) ? column.name : name));
  return { ...table, columns, primaryKey };
};

export const dropColumn = (table: TableModel, name: string): TableModel => ({
  ...table,
  columns: withoutColumn(table.columns, name),
  primaryKey: table.primaryKey.filter((key) => !isNamed(name)({ name: key })),
});

/** Columns of a primary key may not be null. */
const required = (column: ColumnModel): ColumnModel =>
  column.optional
    ? { ...column, optional: false, hasDefault: column.hasDefault && column.defaultExpression !== null }
    : column;

export const setPrimaryKey = (table: TableModel, names: readonly string[]): TableModel => ({
  ...table,
  columns: table.columns.map((column) => (names.some((name) => isNamed(name)(column)) ? required(column) : column)),
  primaryKey: names.map((name) => findColumn(table, name)?.name ?? name),
});

/** A unique key stands in for a primary key where there is none, and where all of its columns are there and not optional. */
export const setUniqueKey = (table: TableModel, names: readonly string[] | null): TableModel => {
  if (names === null || table.primaryKey.length > 0) return table;
  const columns = names.map((name) => findColumn(table, name));
  if (columns.some((column) => column === undefined || column.optional)) return table;
  return { ...table, primaryKey: columns.flatMap((column) => (column === undefined ? [] : [column.name])) };
};

/** CONVERT TO CHARACTER SET: the table's default, and all texts. */
export const convertCharset = (table: TableModel, charset: string): TableModel => ({
  ...table,
  defaultCharset: charset,
  columns: table.columns.map((column) => (usesCharset(column.typeName) ? { ...column, charset } : column)),
});
