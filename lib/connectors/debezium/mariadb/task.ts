import { defineSourceTask } from '../../../config/define-task.ts';
import { mariadbConfig } from '../mysql/config.ts';
import { startBinlogTask } from '../mysql/reader-task.ts';

/** Follows `io.debezium.connector.mariadb.MariaDbConnectorTask`. */
export const debeziumMariadbTask = defineSourceTask(mariadbConfig, (config, context) =>
  startBinlogTask('mariadb', config, context),
);
