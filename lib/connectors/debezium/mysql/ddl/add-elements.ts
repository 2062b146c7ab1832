import type { TableModel } from '../table-model.ts';
import type { Cursor } from './cursor.ts';
import { putColumn, setPrimaryKey, setUniqueKey } from './table-editor.ts';
import type { TableElement } from './table-element.ts';

const withColumn = (
  table: TableModel,
  { definition: { column, key }, place }: Extract<TableElement, { kind: 'column' }>,
  cursor: Cursor,
): TableModel => {
  const put = putColumn(table, column, { place });
  if (put === undefined) throw cursor.fail(`there is no column that ${column.name} could go after`);
  if (key === 'primary') return setPrimaryKey(put, [column.name]);
  return key === 'unique' ? setUniqueKey(put, [column.name]) : put;
};

/** A table with more columns and keys; keys count once all columns are there. */
export const addElements = (table: TableModel, elements: readonly TableElement[], cursor: Cursor): TableModel => {
  const withColumns = elements.reduce(
    (sum, element) => (element.kind === 'column' ? withColumn(sum, element, cursor) : sum),
    table,
  );
  return elements.reduce((sum, element) => {
    if (element.kind === 'primary') return setPrimaryKey(sum, element.columns);
    return element.kind === 'unique' ? setUniqueKey(sum, element.columns) : sum;
  }, withColumns);
};
