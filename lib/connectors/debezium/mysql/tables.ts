import type { Column } from '../column.ts';
import type { TableId } from '../table-id.ts';
import { createTableSchema, type SchemaSettings, type TableSchema } from '../table-schema.ts';
import type { RawValue } from './raw-value.ts';
import type { ColumnModel, TableModel } from './table-model.ts';

/** A table as its rows are read. */
export interface KnownTable {
  readonly model: TableModel;
  readonly schema: TableSchema<RawValue>;
  /** The key's columns and where they are: what rows can be read in order of; none where there is no key. */
  readonly order: ReadonlyArray<{ readonly column: ColumnModel; readonly index: number }>;
}

export interface TableSettings {
  readonly schemas: SchemaSettings;
  columnOf(id: TableId, column: ColumnModel): Column<RawValue> | null;
}

const orderOf = ({ columns, primaryKey }: TableModel): KnownTable['order'] => {
  const order = primaryKey.flatMap((name) => {
    const index = columns.findIndex((column) => column.name === name);
    const column = columns[index];
    return column === undefined || column.optional ? [] : [{ column, index }];
  });
  return order.length === primaryKey.length ? order : [];
};

/** The schemas of tables, each worked out once for every form that a table takes. */
export const createTables = ({ schemas, columnOf }: TableSettings): ((model: TableModel) => KnownTable) => {
  const known = new WeakMap<TableModel, KnownTable>();
  return (model) => {
    const found = known.get(model);
    if (found !== undefined) return found;
    const { id } = model;
    const columns = model.columns.map((column) =>
      schemas.isColumnIncluded(`${id.schema}.${id.table}.${column.name}`) || model.primaryKey.includes(column.name)
        ? columnOf(id, column)
        : null,
    );
    const schema = createTableSchema(schemas, id, { columns, keyColumns: model.primaryKey });
    const table = { model, schema, order: orderOf(model) };
    known.set(model, table);
    return table;
  };
};
