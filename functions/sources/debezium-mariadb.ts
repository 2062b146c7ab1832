import { debeziumMariadb } from '../../lib/connectors/debezium/mariadb/connector.ts';
import { debeziumMariadbTask } from '../../lib/connectors/debezium/mariadb/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(debeziumMariadb, debeziumMariadbTask);
