import type { ConfigProblem } from '../../../connect/connector.ts';
import { dialectProblems } from '../dialect-problems.ts';
import type { JdbcSourceConfig } from './config.ts';
import { queryOf } from './query-of.ts';

type Key = keyof JdbcSourceConfig & string;
type Rule = (config: JdbcSourceConfig) => readonly ConfigProblem[];

const LEGACY: readonly Key[] = [
  'table.whitelist',
  'table.blacklist',
  'timestamp.column.name',
  'incrementing.column.name',
];
const NEW: readonly Key[] = [
  'table.include.list',
  'table.exclude.list',
  'timestamp.columns.mapping',
  'incrementing.column.mapping',
];
const FILTERS: readonly Key[] = ['table.whitelist', 'table.blacklist', 'table.include.list', 'table.exclude.list'];

const isSet = (config: JdbcSourceConfig, key: Key): boolean => {
  const value = config[key];
  return Array.isArray(value) ? value.some((entry) => entry !== '') : value !== '' && value !== null;
};

const under = (keys: readonly Key[], message: string): readonly ConfigProblem[] =>
  keys.map((key) => ({ key, message }));

const isolationExists: Rule = (config) =>
  config['transaction.isolation.mode'] === 'SQL_SERVER_SNAPSHOT'
    ? under(
        ['transaction.isolation.mode'],
        'Isolation mode of `SQL_SERVER_SNAPSHOT` can only be configured with a Sql Server Dialect',
      )
    : [];

const oneKindOfFilter: Rule = (config) => {
  const legacy = LEGACY.filter((key) => isSet(config, key));
  const regexes = NEW.filter((key) => isSet(config, key));
  if (queryOf(config) !== null || legacy.length === 0 || regexes.length === 0) return [];
  return under(
    [...legacy, ...regexes],
    `Cannot mix legacy and new configuration approaches. Legacy configurations (${LEGACY.join(', ')}) cannot be used together with new configurations (${NEW.join(', ')}). Please choose one approach: either use all legacy configurations or all new configurations.`,
  );
};

const listsAgree: Rule = (config) => {
  if (isSet(config, 'table.whitelist') && isSet(config, 'table.blacklist'))
    return under(['table.whitelist', 'table.blacklist'], 'table.blacklist and table.whitelist are exclusive.');
  return isSet(config, 'table.exclude.list') && !isSet(config, 'table.include.list')
    ? under(
        ['table.exclude.list'],
        'table.exclude.list cannot be used without table.include.list. Exclude list only applies to tables that match the include list.',
      )
    : [];
};

const oneQuery: Rule = (config) => {
  const masked = config['query.masked']?.value() ?? '';
  return config.query !== '' && masked !== ''
    ? under(
        ['query', 'query.masked'],
        "Both 'query' and 'query.masked' configs cannot be set at the same time. Please use only one of them.",
      )
    : [];
};

const queryOrTables: Rule = (config) => {
  if (queryOf(config) === null) return [];
  const filters = FILTERS.filter((key) => isSet(config, key));
  if (filters.length > 0)
    return under(
      ['query', ...filters],
      "Do not specify table filtering configs with 'query'. Remove table.whitelist / table.blacklist / table.include.list / table.exclude.list when using query mode or 'query' when using table filtering mode.",
    );
  return config['topic.prefix'] === '' ? under(['topic.prefix'], 'A query needs the name of its topic here') : [];
};

const modeIsSet: Rule = ({ mode }) => (mode === '' ? under(['mode'], 'Query mode must be specified') : []);

const timestampColumns: Rule = (config) => {
  const wanted = config.mode.startsWith('timestamp');
  const mapped = isSet(config, 'timestamp.columns.mapping');
  const keys =
    queryOf(config) === null ? 'timestamp.column.name or timestamp.columns.mapping' : 'timestamp.column.name';
  if (wanted && !isSet(config, 'timestamp.column.name') && (!mapped || queryOf(config) !== null))
    return under(
      ['mode'],
      `Timestamp column configuration must be provided when using mode 'timestamp' or 'timestamp+incrementing'. Provide ${keys}.`,
    );
  return mapped && !wanted
    ? under(
        ['mode'],
        "Timestamp column configurations should not be provided if mode is not 'timestamp' or 'timestamp+incrementing'. Remove 'timestamp.columns.mapping'.",
      )
    : [];
};

const incrementingColumn: Rule = (config) => {
  const wanted = config.mode.endsWith('incrementing');
  if (wanted && queryOf(config) !== null && !isSet(config, 'incrementing.column.name'))
    return under(
      ['incrementing.column.name'],
      "'incrementing.column.name' must be provided when using mode 'incrementing' or 'timestamp+incrementing' with a custom query. The incrementing column cannot be auto-discovered in query mode because there is no table to inspect.",
    );
  return isSet(config, 'incrementing.column.mapping') && !wanted
    ? under(
        ['mode'],
        "Incrementing column configurations should not be provided if mode is not 'incrementing' or 'timestamp+incrementing'. Remove 'incrementing.column.mapping'.",
      )
    : [];
};

const RULES: readonly Rule[] = [
  dialectProblems,
  isolationExists,
  modeIsSet,
  oneKindOfFilter,
  listsAgree,
  oneQuery,
  queryOrTables,
  timestampColumns,
  incrementingColumn,
];

/** What single keys cannot tell; mostly in the words of the original's `JdbcSourceConnectorValidation`. */
export const validateJdbcSource = (config: JdbcSourceConfig): readonly ConfigProblem[] =>
  RULES.flatMap((rule) => rule(config));
