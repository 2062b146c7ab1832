import { types } from 'cassandra-driver';
import { DataError } from '../../../../connect/errors.ts';
import type { SinkRecord } from '../../../../connect/record.ts';
import type { TableMapping } from '../mapping/table-mapping.ts';
import { type View, viewOf } from '../record-fields.ts';
import type { Row } from '../row.ts';
import { counterStatement, insertStatement, updateStatement } from '../statements.ts';
import type { TableInfo } from '../table-info.ts';
import { longBytes } from '../types/scalars.ts';
import { writeTimeOf } from '../write-time.ts';
import { createBindDelete } from './bind-delete.ts';
import { mappedColumn } from './columns.ts';
import { requireKey, rowFacts } from './row-facts.ts';
import { mappedTimestamp, ttlOf } from './times.ts';
import { createFillNamesakes } from './wildcards.ts';

/** Makes a row of a record. @throws DataError */
export type Bind = (record: SinkRecord) => Row;

const { unset } = types;

/** Which columns a statement has: those that are mapped, or all, where fields decide or what is absent is to be deleted. */
const statementColumns = (mapping: TableMapping, table: TableInfo, mapped: readonly string[]): readonly string[] =>
  mapping.wildcards.length === 0 && mapping.absentToUnset ? mapped : [...table.columns.keys()];

const wants = ({ columns, wildcards, deleteKeys }: TableMapping) => {
  const asks = (part: 'key' | 'value'): boolean =>
    wildcards.includes(part) ||
    [...columns, ...(deleteKeys ?? [])].some(
      ({ source }) => source.kind === 'field' && source.part === part && source.path !== '',
    );
  return { key: asks('key') || wildcards.length > 0, value: asks('value') };
};

/** The last parameters of an insert, or the first of an update. */
interface Times {
  readonly values: readonly unknown[];
  readonly own: bigint | null;
}

const timesOf = (view: View, mapping: TableMapping, hasTtl: boolean): Times => {
  const given = mappedTimestamp(view, mapping);
  const own = given === null ? writeTimeOf(view.record) : null;
  const micros = given ?? own;
  const timestamp = micros === null ? unset : longBytes(micros);
  return { values: hasTtl ? [timestamp, ttlOf(view, mapping)] : [timestamp], own };
};

/** @throws DataError where the mapping does not fit the table */
export const createBind = (mapping: TableMapping, table: TableInfo): Bind => {
  const mapped = mapping.columns.map((entry) => mappedColumn(entry, table, mapping));
  const columns = statementColumns(
    mapping,
    table,
    mapped.map(({ name }) => name),
  );
  const places = new Map(columns.map((name, index) => [name, index]));
  const missing = table.primaryKey.find((name) => !places.has(name));
  if (missing !== undefined)
    throw new DataError(`The mapping lacks the column ${missing}, which is part of the primary key`);
  const keyPlaces = table.primaryKey.map((name) => places.get(name) ?? 0);
  const others = columns.filter((name) => !table.primaryKey.includes(name));
  const otherPlaces = others.map((name) => places.get(name) ?? 0);
  const fillNamesakes = mapping.wildcards.length === 0 ? null : createFillNamesakes(table, mapping, places);
  const absent = mapping.absentToUnset ? unset : null;
  const hasTtl = !table.isCounter && (mapping.ttlSource !== null || mapping.ttlSeconds !== null);
  const isUpdate = table.isCounter || (mapping.write === 'update' && others.length > 0);
  const coversAll = columns.length === table.columns.size && others.length > 0;
  const statement = { table, columns: isUpdate ? others : columns, hasTtl };
  const make = table.isCounter ? counterStatement : isUpdate ? updateStatement : insertStatement;
  const query = make(statement);
  const wanted = wants(mapping);
  const bindDelete = createBindDelete(mapping, table);

  const valuesOf = (view: View): unknown[] => {
    const values: unknown[] = columns.map(() => absent);
    fillNamesakes?.(view, values);
    for (const { name, read } of mapped) values[places.get(name) ?? 0] = read(view);
    return values;
  };

  const isNothing = (value: unknown): boolean => value === null || value === unset;

  const write = (view: View, values: unknown[], keys: readonly unknown[]): Row => {
    const facts = rowFacts(view.record, table, mapping, keys);
    // A counter that is not counted up stays.
    if (table.isCounter) {
      const steps = otherPlaces.map((at) => (isNothing(values[at]) ? longBytes(0n) : values[at]));
      return { ...facts, query, params: [...steps, ...keys], timestampAt: -1, timestamp: null };
    }
    const times = timesOf(view, mapping, hasTtl);
    if (!isUpdate)
      return {
        ...facts,
        query,
        params: [...values, ...times.values],
        timestampAt: values.length,
        timestamp: times.own,
      };
    const params = [...times.values, ...otherPlaces.map((at) => values[at]), ...keys];
    return { ...facts, query, params, timestampAt: 0, timestamp: times.own };
  };

  return (record) => {
    const view = viewOf(record, wanted);
    if (record.value === null && mapping.deletes !== 'nulls' && mapping.deletes !== 'none')
      return bindDelete.byKey(view);
    const values = valuesOf(view);
    const keys = keyPlaces.map((at) => values[at]);
    for (const [index, name] of table.primaryKey.entries()) requireKey(name, keys[index]);
    const givesNothing = mapping.deletes === 'nulls' && coversAll && otherPlaces.every((at) => isNothing(values[at]));
    return givesNothing ? bindDelete.of(view, keys) : write(view, values, keys);
  };
};
