import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { Column, Raw } from '../column.ts';
import type { TableId } from '../table-id.ts';
import { fieldReader, isPlainInteger } from './field-type.ts';
import type { RecordField, RecordFields } from './record-fields.ts';
import type { SinkSettings } from './sink-settings.ts';
import type { SqlWriter, TargetColumns } from './statements.ts';
import { findColumn, readerOf } from './table-structure.ts';

/** How records of one pair of schemas become rows of one table. */
export interface Layout extends TargetColumns {
  /** Parameters for the keys, then for the others. @throws DataError for a value that its column cannot hold. */
  bind(record: SinkRecord): readonly (Raw | null)[];
}

type Binder = (record: SinkRecord) => Raw | null;

const binder = (field: RecordField, column: Column, writer: SqlWriter, settings: SinkSettings): Binder => {
  const isNumber = column.type.kind.startsWith('INT') && isPlainInteger(field.schema);
  const { type, read } = isNumber
    ? fieldReader({ ...field.schema, name: undefined }, settings)
    : readerOf(field, settings);
  const encode = writer.differences.encoders(type, column.type);
  return (record) => {
    const value = field.get(record);
    if (value === null) return null;
    try {
      return encode(read(value));
    } catch (error) {
      throw new DataError(`Field ${field.name}: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  };
};

/** Compiles a layout for a table whose columns are known. */
export const compileLayout = (
  table: TableId,
  { keys, others }: RecordFields,
  columns: readonly Column[],
  { writer, settings }: { readonly writer: SqlWriter; readonly settings: SinkSettings },
): Layout => {
  const found = [...keys, ...others].flatMap((field) => {
    const column = findColumn(columns, field.name);
    return column === undefined ? [] : [{ field, column }];
  });
  const binders = found.map(({ field, column }) => binder(field, column, writer, settings));
  const namesOf = (isKey: boolean) =>
    found.filter(({ field }) => field.isKey === isKey).map(({ column }) => column.name);
  return {
    table,
    keys: namesOf(true),
    others: namesOf(false),
    bind: (record) => binders.map((bind) => bind(record)),
  };
};
