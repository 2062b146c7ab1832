import { cassandraSink } from '../../lib/connectors/cassandra/sink/connector.ts';
import { cassandraSinkTask } from '../../lib/connectors/cassandra/sink/task.ts';
import { createSinkHandler } from '../sink-handler.ts';

export const handler = await createSinkHandler(cassandraSink, cassandraSinkTask);
