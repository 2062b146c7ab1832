import { mongoSink } from '../../lib/connectors/mongodb/sink/connector.ts';
import { mongoSinkTask } from '../../lib/connectors/mongodb/sink/task.ts';
import { createSinkHandler } from '../sink-handler.ts';

export const handler = await createSinkHandler(mongoSink, mongoSinkTask);
