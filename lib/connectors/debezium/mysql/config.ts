import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { oneOf } from '../../../config/validators.ts';
import { eventConfig } from '../config/event-keys.ts';
import { runConfig } from '../config/run-keys.ts';
import { onlyAllows } from '../config/validators.ts';
import { binlogConfig } from './config-binlog.ts';
import { connectionConfig } from './config-connection.ts';
import { historyConfig } from './config-history.ts';
import { binlogSnapshotConfig } from './config-snapshot.ts';

/** What the connectors for MySQL and MariaDB share. */
const sharedConfig = defineConfig({
  ...connectionConfig,
  ...eventConfig,
  ...binlogConfig,
  ...binlogSnapshotConfig,
  ...historyConfig,
  ...runConfig,
});

/** The keys of Debezium's MySqlConnector 3.6. */
export const mysqlConfig = defineConfig({
  ...sharedConfig,
  'database.ssl.mode': {
    type: 'STRING',
    default: 'preferred',
    validator: oneOf('disabled', 'preferred', 'required', 'verify_ca', 'verify_identity'),
    importance: 'MEDIUM',
    documentation: 'Whether connections use TLS, and what of the server is verified.',
    group: 'Connection',
  },
  'snapshot.locking.mode': {
    type: 'STRING',
    default: 'minimal',
    validator: oneOf('minimal', 'minimal_percona', 'minimal_percona_no_table_locks', 'extended', 'none'),
    importance: 'LOW',
    documentation:
      'What is locked for a snapshot. minimal: writes of all tables for the moment in which the position and the tables’ definitions are read. minimal_percona: the same by Percona Server’s backup locks. extended: while rows are read, too. none: nothing, so that tables must not be altered meanwhile and changes may come again.',
    group: 'Snapshots',
  },
  'sourceinfo.struct.maker': {
    type: 'CLASS',
    default: 'io.debezium.connector.mysql.MySqlSourceInfoStructMaker',
    validator: onlyAllows(
      'io.debezium.connector.mysql.MySqlSourceInfoStructMaker',
      'other makers are Java classes, which cannot run here',
    ),
    importance: 'LOW',
    documentation: 'Makes the field source.',
    group: 'Events',
  },
});

/** The keys of Debezium's MariaDbConnector. */
export const mariadbConfig = defineConfig({
  ...sharedConfig,
  'database.ssl.mode': {
    type: 'STRING',
    default: 'disable',
    validator: oneOf('disable', 'trust', 'verify-ca', 'verify-full'),
    importance: 'MEDIUM',
    documentation: 'Whether connections use TLS, and what of the server is verified.',
    group: 'Connection',
  },
  'snapshot.locking.mode': {
    type: 'STRING',
    default: 'minimal',
    validator: oneOf('minimal', 'extended', 'none'),
    importance: 'LOW',
    documentation:
      'What is locked for a snapshot. minimal: writes of all tables for the moment in which the position and the tables’ definitions are read. extended: while rows are read, too. none: nothing, so that tables must not be altered meanwhile.',
    group: 'Snapshots',
  },
  'sourceinfo.struct.maker': {
    type: 'CLASS',
    default: 'io.debezium.connector.mariadb.MariaDbSourceInfoStructMaker',
    validator: onlyAllows(
      'io.debezium.connector.mariadb.MariaDbSourceInfoStructMaker',
      'other makers are Java classes, which cannot run here',
    ),
    importance: 'LOW',
    documentation: 'Makes the field source.',
    group: 'Events',
  },
});

export type MySqlConfig = ConfigOf<typeof mysqlConfig> | ConfigOf<typeof mariadbConfig>;
