import { httpSource } from '../../lib/connectors/http/source/connector.ts';
import { httpSourceTask } from '../../lib/connectors/http/source/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(httpSource, httpSourceTask);
