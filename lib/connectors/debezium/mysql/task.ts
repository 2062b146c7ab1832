import { defineSourceTask } from '../../../config/define-task.ts';
import { mysqlConfig } from './config.ts';
import { startBinlogTask } from './reader-task.ts';

/** Follows `io.debezium.connector.mysql.MySqlConnectorTask`. */
export const debeziumMysqlTask = defineSourceTask(mysqlConfig, (config, context) =>
  startBinlogTask('mysql', config, context),
);
