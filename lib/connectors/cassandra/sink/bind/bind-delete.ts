import { types } from 'cassandra-driver';
import { DataError } from '../../../../connect/errors.ts';
import type { ConnectValue } from '../../../../connect/value.ts';
import type { TableMapping } from '../mapping/table-mapping.ts';
import { fieldAt, fieldNames, type View } from '../record-fields.ts';
import type { Row } from '../row.ts';
import { deleteStatement } from '../statements.ts';
import { foldCase, type TableInfo } from '../table-info.ts';
import { longBytes } from '../types/scalars.ts';
import { writeTimeOf } from '../write-time.ts';
import { type Column, columnEncoder, mappedColumn } from './columns.ts';
import { requireKey, rowFacts } from './row-facts.ts';
import { mappedTimestamp } from './times.ts';

export interface BindDelete {
  /** Of the row with this primary key. */
  of(view: View, keys: readonly unknown[]): Row;
  /** Of the row that a tombstone's key names. @throws DataError */
  byKey(view: View): Row;
}

/** The part of a record's key that a column of the primary key has in it. */
const inKey = (view: View, name: string, isOnly: boolean) => {
  const { key, record } = view;
  const isPlain = fieldNames(key).length === 0;
  if (isPlain && isOnly) return { value: record.key, schema: record.keySchema };
  const exact = fieldAt(key, name);
  const folded = exact === undefined ? fieldNames(key).find((field) => foldCase(field) === name) : undefined;
  return exact ?? (folded === undefined ? undefined : fieldAt(key, folded));
};

const namesake = (name: string, table: TableInfo, mapping: TableMapping): Column => {
  const encode = columnEncoder(name, table, mapping.codec);
  const isOnly = table.primaryKey.length === 1;
  return {
    name,
    read: (view) => {
      const found = inKey(view, name, isOnly);
      const value: ConnectValue = found?.value ?? null;
      return value === null ? null : encode(value, found?.schema ?? null);
    },
  };
};

export const createBindDelete = (mapping: TableMapping, table: TableInfo): BindDelete => {
  const columns =
    mapping.deleteKeys?.map((entry) => mappedColumn(entry, table, mapping)) ??
    table.primaryKey.map((name) => namesake(name, table, mapping));
  const whole = deleteStatement(table, table.primaryKey);
  const byKey = deleteStatement(
    table,
    columns.map(({ name }) => name),
  );

  const row = (view: View, query: string, keys: readonly unknown[]): Row => {
    const facts = rowFacts(view.record, table, mapping, keys);
    if (table.isCounter) return { ...facts, query, params: [...keys], timestampAt: -1, timestamp: null };
    const given = mappedTimestamp(view, mapping);
    const own = given === null ? writeTimeOf(view.record) : null;
    const micros = given ?? own;
    const timestamp = micros === null ? types.unset : longBytes(micros);
    return { ...facts, query, params: [timestamp, ...keys], timestampAt: 0, timestamp: own };
  };

  return {
    of: (view, keys) => row(view, whole, keys),
    byKey: (view) => {
      if (mapping.deletes !== 'tombstone')
        throw new DataError(
          'The record has no value, and deletes are off (cassandra.deletes.enabled, connect.cassandra.delete.enabled)',
        );
      const keys = columns.map((column) => column.read(view));
      for (const [index, { name }] of columns.entries()) requireKey(name, keys[index]);
      return row(view, byKey, keys);
    },
  };
};
