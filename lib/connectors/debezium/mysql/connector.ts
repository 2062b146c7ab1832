import { defineSourceConnector } from '../../../config/define-connector.ts';
import { notificationProblems } from '../notification-problems.ts';
import { mysqlConfig } from './config.ts';
import { exclusiveKeys } from './exclusive-keys.ts';

/** Follows `io.debezium.connector.mysql.MySqlConnector`: one task, since a log has one order. */
export const debeziumMysql = defineSourceConnector({
  name: 'debezium-mysql',
  className: 'io.debezium.connector.mysql.MySqlConnector',
  taskClass: 'io.debezium.connector.mysql.MySqlConnectorTask',
  version: '3.6.1',
  documentation:
    'Captures the changes of MySQL tables from the binary log: a snapshot of their rows, then every insert, update and delete in the order of their commits, as Debezium’s change events. Needs binlog_format=ROW and binlog_row_image=FULL. Goes on by GTIDs or by file and position. A snapshot that does not fit into one run goes on in the next ones, exactly; only tables without any key must be read within one.',
  configDef: mysqlConfig,
  example: {
    'connector.class': 'io.debezium.connector.mysql.MySqlConnector',
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
