import { identifierOf } from '../../table-id.ts';
import type { TableModel } from '../table-model.ts';
import { addElements } from './add-elements.ts';
import { tableName } from './cursor.ts';
import { changed, inheritedCharset, type StatementContext, type StatementResult, unchanged } from './statement.ts';
import { readElements } from './table-element.ts';
import { readTableOptions } from './table-options.ts';

/** `LIKE other` and `(LIKE other)`. */
const createLike = (context: StatementContext, id: TableModel['id']): StatementResult | undefined => {
  const { cursor, schema, database } = context;
  const isGroup = cursor.isAtSymbol('(') && cursor.peek(1)?.kind === 'word' && cursor.peek(1)?.value === 'LIKE';
  if (isGroup) cursor.expectSymbol('(');
  if (!cursor.take('LIKE')) return undefined;
  const other = schema.tables.get(identifierOf(tableName(cursor, database, schema.lowerCaseNames)));
  if (isGroup) cursor.expectSymbol(')');
  return other === undefined ? unchanged(context) : changed(schema, 'CREATE', { ...other, id });
};

/** Reads what follows `CREATE [OR REPLACE] TABLE`. A temporary table is the session's own, and never in the log. */
export const createTable = (context: StatementContext, replaces: boolean): StatementResult => {
  const { cursor, schema, database, flavor } = context;
  const isOptional = cursor.take('IF', 'NOT', 'EXISTS');
  const id = tableName(cursor, database, schema.lowerCaseNames);
  if (isOptional && !replaces && schema.tables.has(identifierOf(id))) return unchanged(context);
  const alike = createLike(context, id);
  if (alike !== undefined) return alike;
  if (!cursor.isAtSymbol('('))
    throw cursor.fail('it has no column definitions; the server must log rows (binlog_format=ROW)');
  const elements = readElements(cursor, flavor);
  const { charset, comment } = readTableOptions(cursor, false);
  const empty: TableModel = {
    id,
    columns: [],
    primaryKey: [],
    defaultCharset: charset ?? inheritedCharset(schema, id.schema),
    comment: comment ?? null,
  };
  return changed(schema, 'CREATE', addElements(empty, elements, cursor));
};
