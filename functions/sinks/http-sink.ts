import { httpSink } from '../../lib/connectors/http/sink/connector.ts';
import { httpSinkTask } from '../../lib/connectors/http/sink/task.ts';
import { createSinkHandler } from '../sink-handler.ts';

export const handler = await createSinkHandler(httpSink, httpSinkTask);
