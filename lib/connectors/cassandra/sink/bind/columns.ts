import { types } from 'cassandra-driver';
import { DataError } from '../../../../connect/errors.ts';
import type { Schema } from '../../../../connect/schema.ts';
import type { ConnectValue } from '../../../../connect/value.ts';
import type { ColumnSource, Source, TableMapping } from '../mapping/table-mapping.ts';
import { read, type View } from '../record-fields.ts';
import { resolveName, type TableInfo } from '../table-info.ts';
import { typeText } from '../types/cql-type.ts';
import { encoderOf } from '../types/encoder.ts';

/** A value for the column, with the column's name in what is wrong with it. */
export type EncodeColumn = (value: ConnectValue, schema: Schema | null) => unknown;

export const columnEncoder = (name: string, { columns }: TableInfo, codec: TableMapping['codec']): EncodeColumn => {
  const type = columns.get(name);
  if (type === undefined) throw new DataError(`Column ${name} does not exist`);
  const encode = encoderOf(type);
  return (value, schema) => {
    try {
      return encode(value, schema, codec);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      throw new DataError(`Column ${name} (${typeText(type)}): ${error.message}`, { cause: error });
    }
  };
};

const textOf = (source: Source): string =>
  source.kind === 'now' ? 'now()' : source.path === '' ? source.part : `${source.part}.${source.path}`;

/** Gives what the driver is to send: a value, null, or unset. */
export interface Column {
  readonly name: string;
  read(view: View): unknown;
}

/** A column that an entry of the mapping names. @throws DataError where the table lacks it */
export const mappedColumn = (entry: ColumnSource, table: TableInfo, mapping: TableMapping): Column => {
  const { source, column } = entry;
  const name = resolveName(column, mapping.foldsCase, (candidate) => table.columns.has(candidate)) ?? column;
  const encode = columnEncoder(name, table, mapping.codec);
  const nothing = mapping.nullToUnset ? types.unset : null;
  if (source.kind === 'now') return { name, read: () => types.TimeUuid.now() };
  return {
    name,
    read: (view) => {
      const found = read(view, source);
      // A tombstone has no fields to miss.
      if (found === undefined && source.part === 'value' && view.record.value === null) return nothing;
      if (found === undefined)
        throw new DataError(`Required field '${textOf(source)}' (mapped to column ${name}) was missing from record.`);
      return found.value === null ? nothing : encode(found.value, found.schema);
    },
  };
};
