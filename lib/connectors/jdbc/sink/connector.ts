import { defineSinkConnector } from '../../../config/define-connector.ts';
import { ConnectError } from '../../../connect/errors.ts';
import { jdbcSinkConfig } from './config.ts';
import { validateJdbcSink } from './validate-config.ts';

/** Follows `io.confluent.connect.jdbc.JdbcSinkConnector`. */
export const jdbcSink = defineSinkConnector({
  name: 'jdbc-sink',
  className: 'io.confluent.connect.jdbc.JdbcSinkConnector',
  aliases: ['io.aiven.connect.jdbc.JdbcSinkConnector', 'io.debezium.connector.jdbc.JdbcSinkConnector'],
  taskClass: 'io.confluent.connect.jdbc.sink.JdbcSinkTask',
  version: '10.9.7',
  documentation:
    'Writes records to tables of PostgreSQL, MySQL, MariaDB and SQLite: as new rows, or by key, with deletions. Makes tables and adds columns if it may. Takes the change events of Debezium’s sources as they are.',
  configDef: jdbcSinkConfig,
  example: {
    'connector.class': 'io.confluent.connect.jdbc.JdbcSinkConnector',
    'tasks.max': '1',
    topics: 'orders',
    'connection.url': 'jdbc:postgresql://localhost:5432/shop',
    'connection.user': 'connect',
    'connection.password': 'change-me',
    'insert.mode': 'upsert',
    'pk.mode': 'record_key',
    'pk.fields': 'id',
    'delete.enabled': 'true',
    'auto.create': 'true',
    'auto.evolve': 'true',
  },
  taskConfigs: (_config, maxTasks, raw) => Array.from({ length: maxTasks }, () => raw),
  validate: validateJdbcSink,
  batching: ({ 'batch.size': rows }) => ({ batchSize: Math.min(Math.max(rows, 1), 10_000) }),
  exactlyOnceSupport: () => 'SUPPORTED',
  alterOffsets: ({ 'offsets.table.name': table }, _offsets, raw) => {
    if (raw['delivery.guarantee'] !== 'exactly_once') return true;
    throw new ConnectError(
      `Under delivery.guarantee=exactly_once the offsets that count are in the database: change them in its table ${table}`,
    );
  },
});
