import { debeziumPostgresql } from '../../lib/connectors/debezium/postgresql/connector.ts';
import { debeziumPostgresqlTask } from '../../lib/connectors/debezium/postgresql/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(debeziumPostgresql, debeziumPostgresqlTask);
