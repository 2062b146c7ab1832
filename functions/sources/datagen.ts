import { datagen } from '../../lib/connectors/datagen/connector.ts';
import { datagenTask } from '../../lib/connectors/datagen/task.ts';
import { createSourceHandler } from '../source-handler.ts';

export const handler = await createSourceHandler(datagen, datagenTask);
