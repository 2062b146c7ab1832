import { keyLiteral } from './key-literal.ts';
import type { RawRow } from './raw-value.ts';
import { quoteIdentifier } from './session.ts';
import type { KnownTable } from './tables.ts';
import { selectExpression } from './types/select-expression.ts';

/** What a table's rows are selected from and under which condition. */
export interface RowSource {
  /** `snapshot.select.statement.overrides` of this table. */
  readonly override: string | undefined;
  readonly filter: string | undefined;
}

const fromClause = ({ schema }: KnownTable, { override }: RowSource): string =>
  override === undefined
    ? `${quoteIdentifier(schema.id.schema)}.${quoteIdentifier(schema.id.table)}`
    : `(${override.replace(/;\s*$/, '')}) AS q`;

const columnList = ({ model }: KnownTable): string =>
  model.columns.map((column) => selectExpression(column, quoteIdentifier(column.name))).join(', ');

/** Where a row is in its table's order, as SQL. */
export const keyOf = ({ order }: KnownTable, row: RawRow): readonly string[] =>
  order.map(({ column, index }) => keyLiteral(column, row[index] ?? ''));

/**
 * Behind a key. Not as `(a, b) > (1, 2)`, for which MySQL reads the whole table: `a > 1 OR (a = 1 AND b > 2)` are ranges of
 * the key.
 */
const behind = (names: readonly string[], after: readonly string[]): string =>
  names
    .map((name, index) => {
      const same = names.slice(0, index).map((one, place) => `${one} = ${after[place]}`);
      return `(${[...same, `${name} > ${after[index]}`].join(' AND ')})`;
    })
    .join(' OR ');

/** The rows in the order of the key, behind that one if there is one; in no order where there is no key. */
export const selectRows = (
  table: KnownTable,
  source: RowSource,
  after: readonly string[] | null,
  limit?: number,
): string => {
  const names = table.order.map(({ column }) => quoteIdentifier(column.name));
  const conditions = [
    ...(source.filter === undefined ? [] : [`(${source.filter})`]),
    ...(after === null || names.length === 0 ? [] : [`(${behind(names, after)})`]),
  ];
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const order = names.length === 0 ? '' : ` ORDER BY ${names.join(', ')}`;
  const end = limit === undefined ? '' : ` LIMIT ${limit}`;
  return `SELECT ${columnList(table)} FROM ${fromClause(table, source)}${where}${order}${end}`;
};

/** The last row in the order of the key. */
export const selectLast = (table: KnownTable, source: RowSource): string => {
  const where = source.filter === undefined ? '' : ` WHERE (${source.filter})`;
  const order = table.order.map(({ column }) => `${quoteIdentifier(column.name)} DESC`).join(', ');
  return `SELECT ${columnList(table)} FROM ${fromClause(table, source)}${where} ORDER BY ${order} LIMIT 1`;
};
