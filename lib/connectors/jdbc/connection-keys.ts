import { defineConfig } from '../../config/config-def.ts';
import { atLeast, oneOf, oneOfIgnoringCase } from '../../config/validators.ts';
import { jdbcUrl, only } from './validators.ts';

const dialects = ['', 'PostgreSqlDatabaseDialect', 'MySqlDatabaseDialect', 'SqliteDatabaseDialect'] as const;

/** How source and sink reach the database; the original shows the keys of each in another group. */
export const connectionKeys = (group: string) =>
  defineConfig({
    'connection.url': {
      type: 'STRING',
      validator: jdbcUrl,
      importance: 'HIGH',
      documentation:
        'JDBC URL of the database: jdbc:postgresql://host:5432/database, jdbc:mysql://host:3306/database, jdbc:mariadb://host:3306/database or jdbc:sqlite:/path/to/file. Of the drivers’ parameters those for credentials, TLS, timeouts, currentSchema (PostgreSQL), zeroDateTimeBehavior, yearIsDateType and transformedBitIsBoolean (MySQL) are understood, there or as keys with the prefix connection.; others are ignored.',
      group,
      width: 'LONG',
      displayName: 'JDBC URL',
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
  });

export const dialectKey = (group: string) =>
  defineConfig({
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
  });

export const calendarKey = (group: string, more = '') =>
  defineConfig({
    'date.calendar.system': {
      type: 'STRING',
      default: 'LEGACY',
      validator: oneOfIgnoringCase('LEGACY', 'PROLEPTIC_GREGORIAN'),
      importance: 'LOW',
      documentation: `How dates before 15 October 1582 are counted: LEGACY by the Julian calendar, as older Java does, PROLEPTIC_GREGORIAN by the Gregorian one carried back, as databases do.${more}`,
      group,
      width: 'MEDIUM',
      displayName: 'Date Calendar System',
    },
  });
