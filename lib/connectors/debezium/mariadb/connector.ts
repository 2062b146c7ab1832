import { defineSourceConnector } from '../../../config/define-connector.ts';
import { mariadbConfig } from '../mysql/config.ts';
import { exclusiveKeys } from '../mysql/exclusive-keys.ts';
import { notificationProblems } from '../notification-problems.ts';

/** Follows `io.debezium.connector.mariadb.MariaDbConnector`: one task, since a log has one order. */
export const debeziumMariadb = defineSourceConnector({
  name: 'debezium-mariadb',
  className: 'io.debezium.connector.mariadb.MariaDbConnector',
  taskClass: 'io.debezium.connector.mariadb.MariaDbConnectorTask',
  version: '3.6.1',
  documentation:
    'Captures the changes of MariaDB tables from the binary log: a snapshot of their rows, then every insert, update and delete in the order of their commits, as Debezium’s change events. Needs binlog_format=ROW and binlog_row_image=FULL. Goes on by GTIDs. A snapshot that does not fit into one run goes on in the next ones, exactly; only tables without any key must be read within one.',
  configDef: mariadbConfig,
  example: {
    'connector.class': 'io.debezium.connector.mariadb.MariaDbConnector',
    'tasks.max': '1',
    'database.hostname': 'localhost',
    'database.port': '3306',
    'database.user': 'connect',
    'database.password': 'change-me',
    'database.server.id': '184054',
    'topic.prefix': 'shop',
    'database.include.list': 'shop',
    'table.include.list': 'shop.orders,shop.customers',
  },
  taskConfigs: (_config, _maxTasks, raw) => [raw],
  validate: (config) => [...exclusiveKeys(config), ...notificationProblems(config)],
  exactlyOnceSupport: () => 'SUPPORTED',
});
