import { jdbcSink } from '../../lib/connectors/jdbc/sink/connector.ts';
import { jdbcSinkTask } from '../../lib/connectors/jdbc/sink/task.ts';
import { createSinkHandler } from '../sink-handler.ts';

export const handler = await createSinkHandler(jdbcSink, jdbcSinkTask);
