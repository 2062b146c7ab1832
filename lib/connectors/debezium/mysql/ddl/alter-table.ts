import { identifierOf, type TableId } from '../../table-id.ts';
import type { ColumnModel, TableModel } from '../table-model.ts';
import { addElements } from './add-elements.ts';
import { takeCharset, takeCollation } from './charset-clause.ts';
import { type Cursor, tableName } from './cursor.ts';
import { readDefault } from './default-literal.ts';
import { changed, inheritedCharset, type StatementContext, type StatementResult, unchanged } from './statement.ts';
import { convertCharset, dropColumn, findColumn, putColumn, setPrimaryKey, setUniqueKey } from './table-editor.ts';
import { readColumn, readElement, readElements } from './table-element.ts';
import { readTableOptions } from './table-options.ts';

type Edit = (table: TableModel, context: StatementContext) => TableModel;

/** MariaDB's `IF EXISTS` where the column is not there is no error. */
const existing = (table: TableModel, name: string, isOptional: boolean, cursor: Cursor): ColumnModel | undefined => {
  const column = findColumn(table, name);
  if (column === undefined && !isOptional)
    throw cursor.fail(`the table ${identifierOf(table.id)} has no column ${name}`);
  return column;
};

const addIfNew = (table: TableModel, context: StatementContext): TableModel => {
  const { cursor, flavor } = context;
  cursor.take('COLUMN');
  const isOptional = cursor.take('IF', 'NOT', 'EXISTS');
  const elements = cursor.isAtSymbol('(') ? readElements(cursor, flavor) : [readElement(cursor, flavor)];
  const wanted = elements.filter(
    (element) => !(isOptional && element.kind === 'column' && findColumn(table, element.definition.column.name)),
  );
  return addElements(table, wanted, cursor);
};

/** CHANGE names a column anew, MODIFY does not. */
const redefine =
  (isRenamed: boolean): Edit =>
  (table, { cursor, flavor }) => {
    cursor.take('COLUMN');
    const isOptional = cursor.take('IF', 'EXISTS');
    const oldName = cursor.name();
    const old = existing(table, oldName, isOptional, cursor);
    const element = readColumn(cursor, isRenamed ? cursor.name() : (old?.name ?? oldName), flavor);
    if (old === undefined) return table;
    const { column, key } = element.definition;
    const isKey = table.primaryKey.includes(old.name) && !column.optional;
    const put = putColumn(table, column, { place: element.place, oldName: old.name });
    if (put === undefined) throw cursor.fail(`there is no column that ${column.name} could go after`);
    if (key === 'primary') return setPrimaryKey(put, [column.name]);
    if (key === 'unique') return setUniqueKey(put, [column.name]);
    return isKey || !table.primaryKey.includes(old.name) ? put : setPrimaryKey(put, put.primaryKey);
  };

const NOT_COLUMNS = ['INDEX', 'KEY', 'FOREIGN', 'CHECK', 'CONSTRAINT', 'PARTITION', 'SYSTEM', 'PERIOD'];

/** `DROP index` may also name a column that is called so, but then it says COLUMN, or nothing follows. */
const drop: Edit = (table, { cursor }) => {
  if (cursor.take('PRIMARY', 'KEY')) return { ...table, primaryKey: [] };
  const isColumn = cursor.take('COLUMN');
  if (!isColumn && NOT_COLUMNS.some((word) => cursor.isAt(word)) && cursor.peek(1)?.kind !== 'symbol') {
    const isOther = cursor.peek(1) !== undefined;
    if (isOther) {
      cursor.skipElement();
      return table;
    }
  }
  const isOptional = cursor.take('IF', 'EXISTS');
  const column = existing(table, cursor.name(), isOptional, cursor);
  return column === undefined ? table : dropColumn(table, column.name);
};

const setDefault = (column: ColumnModel, cursor: Cursor): ColumnModel => {
  if (cursor.take('SET', 'DEFAULT'))
    return { ...column, hasDefault: true, defaultExpression: readDefault(cursor).expression };
  return cursor.take('DROP', 'DEFAULT') ? { ...column, hasDefault: column.optional, defaultExpression: null } : column;
};

const alterColumn: Edit = (table, { cursor }) => {
  if (cursor.isAt('INDEX') || cursor.isAt('KEY') || cursor.isAt('CHECK') || cursor.isAt('CONSTRAINT')) return table;
  cursor.take('COLUMN');
  const isOptional = cursor.take('IF', 'EXISTS');
  const column = existing(table, cursor.name(), isOptional, cursor);
  if (column === undefined) return table;
  return putColumn(table, setDefault(column, cursor), {}) ?? table;
};

const renameColumn: Edit = (table, { cursor }) => {
  const isOptional = cursor.take('IF', 'EXISTS');
  const old = existing(table, cursor.name(), isOptional, cursor);
  cursor.take('TO');
  const name = cursor.name();
  return old === undefined ? table : (putColumn(table, { ...old, name }, { oldName: old.name }) ?? table);
};

const rename: Edit = (table, { cursor, schema }) => {
  if (cursor.isAt('INDEX') || cursor.isAt('KEY')) return table;
  cursor.take('TO') || cursor.take('AS') || cursor.takeSymbol('=');
  return { ...table, id: tableName(cursor, table.id.schema, schema.lowerCaseNames) };
};

const convert: Edit = (table, { cursor, schema }) => {
  if (!cursor.take('TO')) return table;
  const charset = takeCharset(cursor);
  const collation = takeCollation(cursor);
  if (charset === undefined) return table;
  const given = charset ?? collation ?? inheritedCharset(schema, table.id.schema);
  return given === null ? table : convertCharset(table, given);
};

const options: Edit = (table, { cursor, schema }) => {
  const { charset, comment } = readTableOptions(cursor, true);
  const inherited = charset === null ? inheritedCharset(schema, table.id.schema) : charset;
  return { ...table, defaultCharset: inherited ?? table.defaultCharset, comment: comment ?? table.comment };
};

const EDITS: ReadonlyArray<readonly [words: readonly string[], edit: Edit]> = [
  [['ADD'], addIfNew],
  [['CHANGE'], redefine(true)],
  [['MODIFY'], redefine(false)],
  [['DROP'], drop],
  [['ALTER'], alterColumn],
  [['RENAME', 'COLUMN'], renameColumn],
  [['RENAME'], rename],
  [['CONVERT'], convert],
];

/** Reads one specification; what it does not know changes nothing of columns, and is passed. */
const edited = (table: TableModel, context: StatementContext): TableModel => {
  const { cursor } = context;
  const found = EDITS.find(([words]) => cursor.take(...words));
  const result = (found?.[1] ?? options)(table, context);
  cursor.skipElement();
  return result;
};

const takeWait = (cursor: Cursor): void => {
  if (cursor.take('WAIT')) cursor.next();
  else cursor.take('NOWAIT');
};

/** Reads what follows `ALTER TABLE`. A table that is not known, such as one that is not kept in the history, stays so. */
export const alterTable = (context: StatementContext): StatementResult => {
  const { cursor, schema, database } = context;
  cursor.take('IF', 'EXISTS');
  const id: TableId = tableName(cursor, database, schema.lowerCaseNames);
  takeWait(cursor);
  let table = schema.tables.get(identifierOf(id));
  if (table === undefined) return unchanged(context);
  do table = edited(table, context);
  while (cursor.takeSymbol(','));
  return changed(schema, 'ALTER', table, identifierOf(table.id) === identifierOf(id) ? null : id);
};
