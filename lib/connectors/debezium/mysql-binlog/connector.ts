import { defineSourceConnector } from '../../../config/define-connector.ts';
import { mysqlBinlogConfig } from './config.ts';

/** Follows `org.wushujames.connect.mysql.MySqlSourceConnector`. */
export const mysqlBinlog = defineSourceConnector({
  name: 'mysql-binlog',
  className: 'org.wushujames.connect.mysql.MySqlSourceConnector',
  taskClass: 'org.wushujames.connect.mysql.MySqlSourceTask',
  version: '0.1.0',
  documentation:
    'Reads the binary log of MySQL or MariaDB from now on, and writes one JSON text for each row that changed, in the form of Maxwell, to the topic <database>.<table>, with the primary key as key. Needs binlog_format=ROW and binlog_row_image=FULL. It is Debezium’s reader with plainer records: no snapshot, and an update of a key is a delete and an insert.',
  configDef: mysqlBinlogConfig,
  example: {
    'connector.class': 'org.wushujames.connect.mysql.MySqlSourceConnector',
    'tasks.max': '1',
    host: 'localhost',
    port: '3306',
    user: 'maxwell',
    password: 'change-me',
  },
  taskConfigs: (_config, _maxTasks, raw) => [raw],
  exactlyOnceSupport: () => 'SUPPORTED',
});
