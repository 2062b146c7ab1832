import { igniteSink } from '../../lib/connectors/ignite/sink/connector.ts';
import { igniteSinkTask } from '../../lib/connectors/ignite/sink/task.ts';
import { createSinkHandler } from '../sink-handler.ts';

export const handler = await createSinkHandler(igniteSink, igniteSinkTask);
