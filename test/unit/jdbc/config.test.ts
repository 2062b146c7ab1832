import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { jdbcSourceConfig } from '../../../lib/connectors/jdbc/source/config.ts';
import { jdbcSource } from '../../../lib/connectors/jdbc/source/connector.ts';

const valid: RawConfig = { ...jdbcSource.example };

const errorsOf = (raw: RawConfig) =>
  Object.fromEntries(
    validateConfig(jdbcSourceConfig, raw).flatMap(({ name, errors }) => (errors.length > 0 ? [[name, errors[0]]] : [])),
  );
const problemsOf = (more: RawConfig) =>
  Object.fromEntries(jdbcSource.validate({ ...valid, ...more }).map(({ key, message }) => [key, message]));

test('the example is valid', () => {
  expect(errorsOf(valid)).toEqual({});
  expect(jdbcSource.validate(valid)).toEqual([]);
  expect(parseConfig(jdbcSourceConfig, valid)['connection.password']?.toString()).toBe('[hidden]');
});

test('defaults are the original’s', () => {
  const config = parseConfig(jdbcSourceConfig, { 'connection.url': 'jdbc:sqlite:a.db' });
  expect(config).toMatchObject({
    mode: '',
    'connection.attempts': 3,
    'connection.backoff.ms': 10_000,
    'timestamp.initial': null,
    'timestamp.delay.interval.ms': 0,
    'timestamp.granularity': 'connect_logical',
    'table.types': ['TABLE'],
    'query.retry.attempts': -1,
    'poll.interval.ms': 5000,
    'batch.max.rows': 1000,
    'poll.linger.ms': 5000,
    'table.poll.interval.ms': 60_000,
    'numeric.mapping': null,
    'validate.non.null': true,
    'db.timezone': 'UTC',
    'quote.sql.identifiers': 'always',
    'transaction.isolation.mode': 'DEFAULT',
    'date.calendar.system': 'LEGACY',
    'timestamp.initial.ms': 0,
    'incrementing.initial': -1,
  });
});

test('keys refuse in Kafka’s and the original’s words', () => {
  expect(errorsOf({})).toEqual({
    'connection.url': 'Missing required configuration "connection.url" which has no default value.',
  });
  const wrong = {
    'connection.url': 'jdbc:oracle:thin:scott/tiger@//h/x',
    'connection.attempts': '0',
    'poll.interval.ms': 'soon',
    mode: 'cdc',
    'numeric.mapping': 'best',
    'timestamp.granularity': 'seconds',
    'topic.prefix': 'a b',
    'db.timezone': 'Mars',
    'table.include.list': 'ok,(',
    'timestamp.columns.mapping': 'a:[b|]',
    'incrementing.column.mapping': 'a',
    'dialect.name': 'OracleDatabaseDialect',
    'transaction.isolation.mode': 'NONE',
    'jdbc.credentials.provider.class': 'com.example.Provider',
    'batch.max.rows': '0',
  };
  const errors = errorsOf(wrong);
  expect(Object.keys(errors).toSorted()).toEqual(Object.keys(wrong).toSorted());
  expect(errors['connection.url']).not.toContain('tiger');
  expect(errors).toMatchObject({
    'connection.attempts': 'Invalid value 0 for configuration connection.attempts: Value must be at least 1',
    'poll.interval.ms': 'Invalid value soon for configuration poll.interval.ms: Not a number of type INT',
    mode: 'Invalid value cdc for configuration mode: String must be one of: , bulk, timestamp, incrementing, timestamp+incrementing',
    'numeric.mapping': 'Invalid value best for configuration numeric.mapping: Invalid enumerator',
    'timestamp.columns.mapping':
      "Invalid value a:[b|] for configuration timestamp.columns.mapping: Invalid format. Expected 'regex:[col1|col2|...]'",
    'incrementing.column.mapping':
      "Invalid value a for configuration incrementing.column.mapping: Invalid format. Expected 'regex:columnName'",
    'topic.prefix':
      "Invalid value a b for configuration topic.prefix: Topic prefix must not contain any character other than ASCII alphanumerics, '.', '_' and '-'.",
  });
});

test('enumerators are taken in capitals, too', () => {
  const raw = {
    ...valid,
    'numeric.mapping': 'BEST_FIT',
    'timestamp.granularity': 'NANOS_LONG',
    'quote.sql.identifiers': 'NEVER',
  };
  expect(parseConfig(jdbcSourceConfig, raw)).toMatchObject({
    'numeric.mapping': 'best_fit',
    'timestamp.granularity': 'nanos_long',
    'quote.sql.identifiers': 'never',
  });
});

describe('keys that contradict each other', () => {
  test.each<[string, RawConfig, readonly string[]]>([
    ['no mode', { mode: '' }, ['mode']],
    ['timestamp mode without columns', { 'timestamp.column.name': '' }, ['mode']],
    [
      'old and new ways',
      { 'table.include.list': 'a' },
      ['table.whitelist', 'table.include.list', 'timestamp.column.name', 'incrementing.column.name'],
    ],
    ['both lists', { 'table.blacklist': 'a' }, ['table.whitelist', 'table.blacklist']],
    [
      'exclude without include',
      {
        'table.whitelist': '',
        'timestamp.column.name': '',
        'incrementing.column.name': '',
        mode: 'bulk',
        'table.exclude.list': 'a',
      },
      ['table.exclude.list'],
    ],
    ['query and tables', { query: 'SELECT 1' }, ['query', 'table.whitelist']],
    [
      'two queries',
      { 'table.whitelist': '', query: 'SELECT 1', 'query.masked': 'SELECT 2' },
      ['query', 'query.masked'],
    ],
    ['a query without its topic', { 'table.whitelist': '', query: 'SELECT 1', 'topic.prefix': '' }, ['topic.prefix']],
    [
      'a query without its column',
      { 'table.whitelist': '', query: 'SELECT 1', 'incrementing.column.name': '' },
      ['incrementing.column.name'],
    ],
    ['another dialect', { 'dialect.name': 'MySqlDatabaseDialect' }, ['dialect.name']],
    ['a level of SQL Server', { 'transaction.isolation.mode': 'SQL_SERVER_SNAPSHOT' }, ['transaction.isolation.mode']],
    [
      'a mapping without its mode',
      {
        mode: 'bulk',
        'incrementing.column.mapping': 'a:b',
        'table.whitelist': '',
        'timestamp.column.name': '',
        'incrementing.column.name': '',
      },
      ['mode'],
    ],
  ])('%s', (_name, more, keys) => {
    expect(Object.keys(problemsOf(more)).toSorted()).toEqual(keys.toSorted());
  });
});

test('keys of a mode are visible in it', () => {
  const visible = (mode: string) =>
    validateConfig(jdbcSourceConfig, { ...valid, mode }).flatMap(({ name, visible: shown }) => (shown ? [name] : []));
  expect(visible('bulk')).not.toContain('incrementing.column.name');
  expect(visible('incrementing')).toContain('incrementing.column.name');
  expect(visible('incrementing')).not.toContain('timestamp.column.name');
  expect(visible('timestamp+incrementing')).toEqual(
    expect.arrayContaining(['timestamp.column.name', 'validate.non.null']),
  );
  expect(visible('bulk')).not.toContain('query.masked');
});

test('only modes that resume exactly support exactly-once', () => {
  const support = (mode: string) => jdbcSource.exactlyOnceSupport({ ...valid, mode });
  expect(['bulk', 'timestamp', 'incrementing', 'timestamp+incrementing'].map(support)).toEqual([
    'UNSUPPORTED',
    'UNSUPPORTED',
    'SUPPORTED',
    'SUPPORTED',
  ]);
});
