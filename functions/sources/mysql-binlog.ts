import { mysqlBinlog } from '../../lib/connectors/debezium/mysql-binlog/connector.ts';
import { mysqlBinlogTask } from '../../lib/connectors/debezium/mysql-binlog/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(mysqlBinlog, mysqlBinlogTask);
