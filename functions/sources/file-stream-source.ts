import { fileStreamSource } from '../../lib/connectors/file-stream/source/connector.ts';
import { fileStreamSourceTask } from '../../lib/connectors/file-stream/source/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(fileStreamSource, fileStreamSourceTask);
