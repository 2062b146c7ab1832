import { DataError } from '../../connect/errors.ts';
import { type StructSchema, structSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';
import type { Column, RawRow } from './column.ts';
import { compileColumn, type ReadSettings } from './column-reader.ts';

/** Turns the rows of one select into structs. */
export interface RowReader {
  readonly schema: StructSchema;
  read(row: RawRow): Struct;
}

/**
 * Compiles the reader of a select's rows.
 *
 * @param name the schema's: the table, or `undefined` for a query.
 * @throws SchemaBuilderError when two columns share a name.
 */
export const compileRowReader = (
  name: string | undefined,
  columns: readonly Column[],
  settings: ReadSettings,
): RowReader => {
  const readers = columns.map((column) => compileColumn(column, settings));
  const fields = columns.flatMap(({ name: column }, index) => {
    const reader = readers[index];
    return reader === undefined ? [] : [[column, reader.schema] as const];
  });
  const schema = structSchema(fields, { name });
  const explain = (error: unknown, index: number) =>
    new DataError(`Column ${columns[index]?.name}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  const read = (row: RawRow): Struct => {
    const values: ConnectValue[] = new Array(readers.length);
    let index = 0;
    try {
      for (const reader of readers) {
        const raw = row[index] ?? null;
        values[index] = raw === null ? null : reader.read(raw);
        index += 1;
      }
    } catch (error) {
      throw explain(error, index);
    }
    return new Struct(schema, values);
  };
  return { schema, read };
};
