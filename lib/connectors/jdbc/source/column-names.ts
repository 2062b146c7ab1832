import { ConnectError } from '../../../connect/errors.ts';
import { qualifiedName, type TableId } from '../table-id.ts';
import type { JdbcSourceConfig } from './config.ts';
import { tablePattern } from './table-pattern.ts';

/** Names of the columns that say how far a table is read; `null` where the mode needs none. */
export interface ColumnNames {
  /** Empty: the one that the database numbers by itself. */
  readonly incrementing: string | null;
  readonly timestamps: readonly string[];
}

const mapped = (mappings: readonly string[], table: TableId, what: string): string => {
  const name = qualifiedName(table);
  const fitting = mappings
    .map((mapping) => mapping.split(':'))
    .filter(([pattern = '']) => tablePattern(pattern.trim()).test(name));
  if (fitting.length === 1) return fitting[0]?.[1]?.trim() ?? '';
  const problem = fitting.length === 0 ? 'does not match any' : 'matches more than one';
  throw new ConnectError(
    `Error while validating ${what} column mappings: Included table '${name}' ${problem} of the provided regexes`,
  );
};

/**
 * The columns configured for a table, or for the query where `table` is `null`.
 *
 * @throws ConnectError when not exactly one mapping matches the table.
 */
export const columnNames = (config: JdbcSourceConfig, table: TableId | null): ColumnNames => {
  const increments = config['incrementing.column.mapping'];
  const timestamps = config['timestamp.columns.mapping'];
  const incrementing = () =>
    table !== null && increments.length > 0
      ? mapped(increments, table, 'incrementing')
      : config['incrementing.column.name'];
  const timestampList = () =>
    table !== null && timestamps.length > 0
      ? mapped(timestamps, table, 'timestamp').slice(1, -1).split('|')
      : config['timestamp.column.name'];
  return {
    incrementing: config.mode.endsWith('incrementing') ? incrementing().trim() : null,
    timestamps: config.mode.startsWith('timestamp') ? timestampList().map((name) => name.trim()) : [],
  };
};
