import type { ConfigProblem } from '../../../connect/connector.ts';

const EXCLUSIVE = [
  ['database.include.list', 'database.exclude.list'],
  ['table.include.list', 'table.exclude.list'],
  ['column.include.list', 'column.exclude.list'],
  ['gtid.source.includes', 'gtid.source.excludes'],
] as const;

type Lists = Readonly<Record<(typeof EXCLUSIVE)[number][number], readonly string[] | null>>;

/** Lists of what is in and of what is out, of which there may be one. */
export const exclusiveKeys = (config: Lists): readonly ConfigProblem[] =>
  EXCLUSIVE.filter(([include, exclude]) => config[include] !== null && config[exclude] !== null).map(
    ([include, exclude]) => ({ key: exclude, message: `"${include}" is already specified: set only one of both` }),
  );
