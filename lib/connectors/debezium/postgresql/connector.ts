import { defineSourceConnector } from '../../../config/define-connector.ts';
import type { ConfigProblem } from '../../../connect/connector.ts';
import { notificationProblems } from '../notification-problems.ts';
import { postgresConfig } from './config.ts';

const EXCLUSIVE = [
  ['schema.include.list', 'schema.exclude.list'],
  ['table.include.list', 'table.exclude.list'],
  ['column.include.list', 'column.exclude.list'],
  ['message.prefix.include.list', 'message.prefix.exclude.list'],
] as const;

/** Follows `io.debezium.connector.postgresql.PostgresConnector`: one task, since a slot has one reader. */
export const debeziumPostgresql = defineSourceConnector({
  name: 'debezium-postgresql',
  className: 'io.debezium.connector.postgresql.PostgresConnector',
  taskClass: 'io.debezium.connector.postgresql.PostgresConnectorTask',
  version: '3.6.1',
  documentation:
    'Captures the changes of PostgreSQL tables from its write-ahead log: a snapshot of their rows, then every insert, update and delete in the order of their commits, as Debezium’s change events. Needs wal_level=logical. A snapshot that does not fit into one run goes on in the next ones, exactly; only tables without any key must be read within one.',
  configDef: postgresConfig,
  example: {
    'connector.class': 'io.debezium.connector.postgresql.PostgresConnector',
    'tasks.max': '1',
    'plugin.name': 'pgoutput',
    'database.hostname': 'localhost',
    'database.port': '5432',
    'database.user': 'connect',
    'database.password': 'change-me',
    'database.dbname': 'shop',
    'topic.prefix': 'shop',
    'table.include.list': 'public.orders,public.customers',
    'publication.autocreate.mode': 'filtered',
    'slot.name': 'shop',
    'heartbeat.interval.ms': '60000',
  },
  taskConfigs: (_config, _maxTasks, raw) => [raw],
  validate: (config) => {
    const both = EXCLUSIVE.filter(([include, exclude]) => config[include] !== null && config[exclude] !== null);
    const exclusive = both.map(
      ([include, exclude]): ConfigProblem => ({
        key: exclude,
        message: `"${include}" is already specified: set only one of both`,
      }),
    );
    return [...exclusive, ...notificationProblems(config)];
  },
  exactlyOnceSupport: () => 'SUPPORTED',
});
