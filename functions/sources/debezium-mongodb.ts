import { debeziumMongodb } from '../../lib/connectors/debezium/mongodb/connector.ts';
import { debeziumMongodbTask } from '../../lib/connectors/debezium/mongodb/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(debeziumMongodb, debeziumMongodbTask);
