import type { Column } from '../column.ts';
import type { Losses, LossyColumn } from '../lossy-types.ts';
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
  lossesOf(id: TableId, column: ColumnModel): readonly LossyColumn[];
  readonly losses: Losses;
}

const orderOf = ({ columns, primaryKey }: TableModel): KnownTable['order'] => {
  const order = primaryKey.flatMap((name) => {
    const index = columns.findIndex((column) => column.name === name);
    const column = columns[index];
    return column === undefined || column.optional ? [] : [{ column, index }];
  });
  return order.length === primaryKey.length ? order : [];
};

/** Columns that events have: those that are wanted, and the key's. */
const isTold = ({ schemas }: TableSettings, { id, primaryKey }: TableModel, { name }: ColumnModel): boolean =>
  schemas.isColumnIncluded(`${id.schema}.${id.table}.${name}`) || primaryKey.includes(name);

/** Tells of columns that lose. @throws ConnectError where such columns are refused. */
export const reportLosses = (settings: TableSettings, models: readonly TableModel[]): void =>
  settings.losses.found(
    models.flatMap((model) =>
      model.columns.flatMap((column) => (isTold(settings, model, column) ? settings.lossesOf(model.id, column) : [])),
    ),
  );

/** The schemas of tables, each worked out once for every form that a table takes. */
export const createTables = (settings: TableSettings): ((model: TableModel) => KnownTable) => {
  const known = new WeakMap<TableModel, KnownTable>();
  return (model) => {
    const found = known.get(model);
    if (found !== undefined) return found;
    reportLosses(settings, [model]);
    const { id } = model;
    const columns = model.columns.map((column) =>
      isTold(settings, model, column) ? settings.columnOf(id, column) : null,
    );
    const schema = createTableSchema(settings.schemas, id, { columns, keyColumns: model.primaryKey });
    const table = { model, schema, order: orderOf(model) };
    known.set(model, table);
    return table;
  };
};
