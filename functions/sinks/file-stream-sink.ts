import { fileStreamSink } from '../../lib/connectors/file-stream/sink/connector.ts';
import { fileStreamSinkTask } from '../../lib/connectors/file-stream/sink/task.ts';
import { createSinkHandler } from '../sink-handler.ts';

export const handler = await createSinkHandler(fileStreamSink, fileStreamSinkTask);
