import { defineConfig } from '../../../config/config-def.ts';
import type { Recommender } from '../../../config/recommender.ts';
import { atLeast, oneOf, oneOfIgnoringCase } from '../../../config/validators.ts';
import { enumerator } from '../validators.ts';
import { incrementingMappings, timestampMappings } from './validators.ts';

const group = 'Mode';
const modes = ['', 'bulk', 'timestamp', 'incrementing', 'timestamp+incrementing'] as const;
const isolations = [
  'DEFAULT',
  'READ_UNCOMMITTED',
  'READ_COMMITTED',
  'REPEATABLE_READ',
  'SERIALIZABLE',
  'SQL_SERVER_SNAPSHOT',
] as const;

const whereModeIs = (...among: readonly string[]): Recommender => ({
  visible: ({ mode = '' }) => among.includes(mode),
});

const withTimestamps = whereModeIs('timestamp', 'timestamp+incrementing');
const withIncrements = whereModeIs('incrementing', 'timestamp+incrementing');
const incremental = whereModeIs('incrementing', 'timestamp', 'timestamp+incrementing');

/** How new rows are found, and with which queries. */
export const modeConfig = defineConfig({
  mode: {
    type: 'STRING',
    default: '',
    validator: oneOf(...modes),
    importance: 'HIGH',
    documentation:
      'How to find what to copy at each poll. bulk: everything. incrementing: rows whose incrementing column is larger than the largest seen; sees no updates. timestamp: rows whose timestamp is later than the latest seen; rows that share it with rows read before are missed if they are committed later. timestamp+incrementing: both together, which finds new and updated rows and resumes exactly.',
    group,
    width: 'MEDIUM',
    displayName: 'Table Loading Mode',
    dependents: [
      'incrementing.column.name',
      'timestamp.column.name',
      'incrementing.column.mapping',
      'timestamp.columns.mapping',
      'validate.non.null',
    ],
  },
  'incrementing.column.name': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation:
      'Column that only grows and is never null. Where it is empty, the table’s auto-incrementing column is taken; a query needs it named.',
    group,
    width: 'MEDIUM',
    displayName: 'Incrementing Column Name',
    recommender: withIncrements,
  },
  'timestamp.column.name': {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    documentation:
      'Timestamp columns that are set at every write; of several, the first that is not null counts (COALESCE). At least one should not be nullable.',
    group,
    width: 'MEDIUM',
    displayName: 'Timestamp Column Name',
    recommender: withTimestamps,
  },
  'timestamp.columns.mapping': {
    type: 'LIST',
    default: [],
    validator: timestampMappings,
    importance: 'MEDIUM',
    documentation:
      'Timestamp columns by table: regex:[column|column], the expression matching the whole qualified name. Exactly one entry must match each table.',
    group,
    width: 'LONG',
    displayName: 'Table to timestamp columns mappings',
    recommender: withTimestamps,
  },
  'incrementing.column.mapping': {
    type: 'LIST',
    default: [],
    validator: incrementingMappings,
    importance: 'MEDIUM',
    documentation:
      'Incrementing columns by table: regex:column, the expression matching the whole qualified name. Exactly one entry must match each table.',
    group,
    width: 'LONG',
    displayName: 'Table to incrementing column mappings',
    recommender: withIncrements,
  },
  'timestamp.initial': {
    type: 'LONG',
    default: null,
    importance: 'LOW',
    documentation:
      'Where to begin in a table that was never read: rows later than this, in milliseconds since the epoch; -1 for the present. By default all rows since 1970.',
    group,
    width: 'MEDIUM',
    displayName: 'Unix time value of initial timestamp',
    recommender: withTimestamps,
  },
  'timestamp.initial.ms': {
    type: 'LONG',
    default: 0,
    importance: 'LOW',
    documentation: 'Aiven’s name of timestamp.initial; counts only where that is not set.',
    group,
    width: 'MEDIUM',
    displayName: 'Initial timestamp (ms) since epoch',
    recommender: withTimestamps,
  },
  'incrementing.initial': {
    type: 'LONG',
    default: -1,
    importance: 'LOW',
    documentation:
      'Where to begin in a table that was never read: rows whose incrementing column is larger. A key of Aiven’s.',
    group,
    width: 'MEDIUM',
    displayName: 'Initial incrementing value',
    recommender: withIncrements,
  },
  'validate.non.null': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Fail when the incrementing column, or all timestamp columns, of a table are nullable.',
    group,
    width: 'SHORT',
    displayName: 'Validate Non Null',
    recommender: incremental,
  },
  query: {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation:
      'Copy what this query returns, instead of tables, to the topic named by topic.prefix. In the modes other than bulk a WHERE clause is appended to it, so it may not end with one of its own: wrap it as SELECT * FROM (…) AS q.',
    group,
    width: 'SHORT',
    displayName: 'Query',
  },
  'query.masked': {
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    documentation: 'The same as query, but kept out of logs, errors and answers.',
    group,
    width: 'SHORT',
    displayName: 'Query (Masked)',
    recommender: { visible: () => false },
  },
  'quote.sql.identifiers': {
    type: 'STRING',
    default: 'always',
    validator: enumerator('always', 'never'),
    importance: 'MEDIUM',
    documentation: 'Whether names of tables and columns are quoted in SQL.',
    group,
    width: 'MEDIUM',
    displayName: 'Quote Identifiers',
    recommender: { validValues: () => ['always', 'never'] },
  },
  'sql.quote.identifiers': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation: 'Aiven’s form of quote.sql.identifiers: false is never.',
    group,
    width: 'MEDIUM',
    displayName: 'Quote Identifiers (Aiven)',
  },
  'table.names.qualify': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation:
      'Whether queries name tables with their schema or database, or leave that to the search path. A key of Aiven’s.',
    group,
    width: 'SHORT',
    displayName: 'Qualify table names',
  },
  'query.suffix': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    documentation:
      'Text to append to every generated query, such as an optimiser hint. With a LIMIT, rows of equal timestamp beyond it are lost in mode timestamp.',
    group,
    width: 'MEDIUM',
    displayName: 'Query suffix',
  },
  'transaction.isolation.mode': {
    type: 'STRING',
    default: 'DEFAULT',
    validator: oneOfIgnoringCase(...isolations),
    importance: 'LOW',
    documentation: 'Isolation level of the queries; DEFAULT leaves the database’s.',
    group,
    width: 'MEDIUM',
    displayName: 'Transaction Isolation Mode',
    recommender: { validValues: () => isolations },
  },
  'query.retry.attempts': {
    type: 'INT',
    default: -1,
    validator: atLeast(-1),
    importance: 'LOW',
    documentation:
      'How often a failed query is tried again before the task fails; -1 for ever. Mistakes in the query fail the task at once.',
    group,
    width: 'MEDIUM',
    displayName: 'Query Retry Attempts',
  },
});
