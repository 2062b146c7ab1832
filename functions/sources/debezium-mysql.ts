import { debeziumMysql } from '../../lib/connectors/debezium/mysql/connector.ts';
import { debeziumMysqlTask } from '../../lib/connectors/debezium/mysql/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(debeziumMysql, debeziumMysqlTask);
