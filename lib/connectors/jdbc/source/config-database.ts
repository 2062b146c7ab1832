import { defineConfig } from '../../../config/config-def.ts';
import { atLeast, oneOf, oneOfIgnoringCase } from '../../../config/validators.ts';
import { enumerator, jdbcUrl, only, tablePatterns } from './validators.ts';

const group = 'Database';
const numericMappings = ['none', 'precision_only', 'best_fit', 'best_fit_eager_double'] as const;
const dialects = ['', 'PostgreSqlDatabaseDialect', 'MySqlDatabaseDialect', 'SqliteDatabaseDialect'] as const;

/** Which database, which tables of it, and how its types are mapped. */
export const databaseConfig = defineConfig({
  'connection.url': {
    type: 'STRING',
    validator: jdbcUrl,
    importance: 'HIGH',
    documentation:
      'JDBC URL of the database: jdbc:postgresql://host:5432/database, jdbc:mysql://host:3306/database, jdbc:mariadb://host:3306/database or jdbc:sqlite:/path/to/file. Of the drivers’ parameters those for credentials, TLS, timeouts, currentSchema (PostgreSQL), zeroDateTimeBehavior, yearIsDateType and transformedBitIsBoolean (MySQL) are understood; others are ignored.',
    group,
    width: 'LONG',
    displayName: 'JDBC URL',
    dependents: ['table.whitelist', 'table.blacklist'],
  },
  'connection.user': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: 'User to connect as. Takes precedence over a user in the URL.',
    group,
    width: 'LONG',
    displayName: 'JDBC User',
  },
  'connection.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'Password of the user. Takes precedence over a password in the URL.',
    group,
    width: 'SHORT',
    displayName: 'JDBC Password',
  },
  'jdbc.credentials.provider.class': {
    type: 'CLASS',
    default: 'io.confluent.connect.jdbc.util.DefaultJdbcCredentialsProvider',
    validator: only('io.confluent.connect.jdbc.util.DefaultJdbcCredentialsProvider'),
    importance: 'LOW',
    documentation:
      'Only the default provider, which takes connection.user and connection.password, is available; secrets are referred to with config providers instead.',
    group,
    width: 'LONG',
    displayName: 'JDBC Credentials Provider Class',
  },
  'connection.attempts': {
    type: 'INT',
    default: 3,
    validator: atLeast(1),
    importance: 'LOW',
    documentation: 'How often to try to connect before the task fails.',
    group,
    width: 'SHORT',
    displayName: 'JDBC connection attempts',
  },
  'connection.backoff.ms': {
    type: 'LONG',
    default: 10_000,
    importance: 'LOW',
    documentation: 'Milliseconds to wait between two attempts to connect.',
    group,
    width: 'SHORT',
    displayName: 'JDBC connection backoff in milliseconds',
  },
  'table.whitelist': {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    documentation:
      'The tables to copy, by plain or qualified name (orders, public.orders). They are dealt out to the tasks in groups. Excludes table.blacklist.',
    group,
    width: 'LONG',
    displayName: 'Table Whitelist',
  },
  'table.blacklist': {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    documentation: 'The tables not to copy, by plain or qualified name. Excludes table.whitelist.',
    group,
    width: 'LONG',
    displayName: 'Table Blacklist',
  },
  'table.include.list': {
    type: 'LIST',
    default: [],
    validator: tablePatterns,
    importance: 'MEDIUM',
    documentation:
      'Regular expressions of which one must match a table’s whole qualified name (public.orders in PostgreSQL, shop.orders in MySQL, orders in SQLite) for it to be copied. Not to be mixed with table.whitelist, table.blacklist, timestamp.column.name and incrementing.column.name.',
    group,
    width: 'LONG',
    displayName: 'Tables Included (Regex)',
  },
  'table.exclude.list': {
    type: 'LIST',
    default: [],
    validator: tablePatterns,
    importance: 'MEDIUM',
    documentation:
      'Regular expressions that take tables out of those that table.include.list, which it needs, matches.',
    group,
    width: 'LONG',
    displayName: 'Tables Excluded (Regex)',
  },
  'catalog.pattern': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation:
      'SQL LIKE pattern of the catalogs (MySQL: databases) to look for tables in. By default the database of the URL, or all but the system’s when it names none.',
    group,
    width: 'SHORT',
    displayName: 'Schema pattern',
  },
  'schema.pattern': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation:
      'SQL LIKE pattern of the schemas to look for tables in; by default all but the system’s. MySQL and SQLite have none.',
    group,
    width: 'SHORT',
    displayName: 'Schema pattern',
  },
  'numeric.precision.mapping': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Older form of numeric.mapping=precision_only; counts only where numeric.mapping is not set.',
    group,
    width: 'SHORT',
    displayName: 'Map Numeric Values By Precision (deprecated)',
  },
  'numeric.mapping': {
    type: 'STRING',
    default: null,
    validator: enumerator(...numericMappings),
    importance: 'LOW',
    documentation:
      'What NUMERIC columns become. none: Decimal, exact. precision_only: the smallest integer type that holds the precision, where the scale is 0. best_fit: the same, and FLOAT64 for columns with a scale and at most 18 digits. best_fit_eager_double: FLOAT64 for all columns with a scale. DECIMAL columns of MySQL are always Decimal, as in the original.',
    group,
    width: 'SHORT',
    displayName: 'Map Numeric Values, Integral or Decimal, By Precision and Scale',
    recommender: { validValues: () => numericMappings },
  },
  'dialect.name': {
    type: 'STRING',
    default: '',
    validator: oneOf(...dialects),
    importance: 'LOW',
    documentation: 'The database’s dialect, which the URL tells already; another one than the URL’s is refused.',
    group,
    width: 'LONG',
    displayName: 'Database Dialect',
    recommender: { validValues: () => dialects },
  },
  'date.calendar.system': {
    type: 'STRING',
    default: 'LEGACY',
    validator: oneOfIgnoringCase('LEGACY', 'PROLEPTIC_GREGORIAN'),
    importance: 'LOW',
    documentation:
      'How dates before 15 October 1582 are counted: LEGACY by the Julian calendar, as older Java does, PROLEPTIC_GREGORIAN by the Gregorian one carried back, as databases do.',
    group,
    width: 'MEDIUM',
    displayName: 'Date Calendar System',
  },
});
