import { mongoSource } from '../../lib/connectors/mongodb/source/connector.ts';
import { mongoSourceTask } from '../../lib/connectors/mongodb/source/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(mongoSource, mongoSourceTask);
