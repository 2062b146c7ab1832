import { ConnectError } from '../../../connect/errors.ts';
import { createQuoting, qualifiedName, type TableId } from '../table-id.ts';
import type { JdbcSourceTaskConfig } from './config.ts';
import { tablePattern } from './table-pattern.ts';
import { isInShare } from './task-tables.ts';

const given = (list: readonly string[]): readonly string[] => list.filter((entry) => entry !== '');

const isNamed = (table: TableId, names: readonly string[], quote: string): boolean =>
  names.includes(table.name) ||
  names.includes(qualifiedName(table)) ||
  names.includes(createQuoting(quote, 'always').table(table));

const matchesAny = (table: TableId, patterns: readonly RegExp[]): boolean =>
  patterns.some((pattern) => pattern.test(qualifiedName(table)));

/** Topics are named after plain table names, so two tables of one name would share a topic. */
const refuseDuplicates = (tables: readonly TableId[]): void => {
  const duplicates = tables.filter(({ name }, index) => tables.findIndex((other) => other.name === name) !== index);
  if (duplicates.length === 0) return;
  const names = tables.filter(({ name }) => duplicates.some((other) => other.name === name)).map(qualifiedName);
  throw new ConnectError(
    `The connector uses the unqualified table name as the topic name and has detected duplicate unqualified table names, which could lead to mixed data types in the topic. Narrow the lists of tables, or schema.pattern or catalog.pattern, to exactly one of: ${names.join(', ')}`,
  );
};

/**
 * Chooses this task's tables among all.
 *
 * @throws ConnectError when two tables that are to be copied, by whatever task, share their plain name.
 */
export const createTableFilter = (
  config: JdbcSourceTaskConfig,
  quote: string,
): ((tables: readonly TableId[]) => readonly TableId[]) => {
  const [named, blacklist] = [given(config['table.whitelist']), given(config['table.blacklist'])];
  const include = given(config['table.include.list']).map(tablePattern);
  const exclude = given(config['table.exclude.list']).map(tablePattern);
  const own = given(config.tables);
  const isWanted = (table: TableId): boolean => {
    if (include.length > 0) return matchesAny(table, include) && !matchesAny(table, exclude);
    return named.length > 0 ? isNamed(table, named, quote) : !isNamed(table, blacklist, quote);
  };
  const isOwn = (table: TableId): boolean =>
    own.length > 0 ? isNamed(table, own, quote) : isInShare(table, config['tables.share']);
  return (tables) => {
    const wanted = tables.filter(isWanted);
    refuseDuplicates(wanted);
    return wanted.filter(isOwn);
  };
};
